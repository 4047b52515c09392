// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.container.Container.Image;
import dev.jig.container.ContainerSelection.Criterion;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerSelectionTest {
    private static final Container WEB =
            Container.of("a1", "docker")
                    .withName("web")
                    .withImage(new Image("nginx:1", "sha256:0123456789abcd", "sha256:FEDCBA987654"))
                    .withKubernetes(
                            Kubernetes.of("shop", "web-0", "nginx", "u", Map.of("app", "web")));

    @ParameterizedTest
    @CsvSource({
        "NAME, web, true",
        "NAME, 'db, web', true",
        "NAME, we, false",
        "NAME, !web, false",
        "NAME, !db, true",
        "NAME, 'web,!web', false",
        "IMAGE_NAME, nginx:1, true",
        "IMAGE_NAME, nginx, false",
        "IMAGE_DIGEST, 0123456789abcd, true",
        "IMAGE_DIGEST, sha256:0123456789ab, true",
        "IMAGE_DIGEST, 1123456789ab, false",
        "IMAGE_ID, fedcba987654, true",
        "K8S_NAMESPACE, '!kube-system,shop', true",
        "K8S_POD, web-1, false",
        "K8S_CONTAINER, nginx, true",
        "K8S_LABELS, app=web, true",
        "K8S_LABELS, app=db, false",
        "K8S_LABELS, !app=web, false",
        "K8S_LABELS, app=!web, false",
        "K8S_LABELS, app=!db, true",
    })
    void listsHoldOneOfTheirValuesAndNoneOfTheExcluded(
            Criterion criterion, String list, boolean expected) {
        ContainerSelection selection = new ContainerSelection(Map.of(criterion, list));
        assertThat(selection.test(WEB)).isEqualTo(expected);
    }

    @Test
    void allCriteriaMustHold() {
        assertThat(new ContainerSelection(Map.of(Criterion.NAME, "web", Criterion.K8S_POD, "x")))
                .matches(selection -> !selection.test(WEB));
        assertThat(ContainerSelection.NONE.test(WEB)).isTrue();
        assertThat(ContainerSelection.NONE.isEmpty()).isTrue();
    }
}
