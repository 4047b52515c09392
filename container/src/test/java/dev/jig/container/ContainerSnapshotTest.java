// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerSnapshotTest {
    private static final long HOST = 4_026_531_832L;

    private static Container container(String id, long namespace) {
        return Container.of(id, "runc")
                .withName(id)
                .withExecution(new Execution(1, 0, namespace, 0, false, "", 0));
    }

    private static Container pod(String id, String pod) {
        return container(id, 7).withKubernetes(Kubernetes.of("shop", pod, id, "u", Map.of()));
    }

    @Test
    void findsEveryContainerByItsNamespace() {
        List<Container> many = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            many.add(container("c" + i, 4_026_532_000L + i * 3L));
        }
        ContainerSnapshot snapshot = new ContainerSnapshot(many, HOST, true);
        for (Container container : many) {
            assertThat(snapshot.find(container.execution().mountNamespace())).isEqualTo(container);
        }
        assertThat(snapshot.find(4_026_532_001L)).isNull();
        assertThat(snapshot.find(0)).isNull();
    }

    @Test
    void saysWhyThereIsNoName() {
        Container nameless = container("", 5).withName("");
        Container unknownName = container("b", 6).withName("");
        List<Container> all = List.of(container("a", 4), nameless, unknownName);
        ContainerSnapshot snapshot = new ContainerSnapshot(all, HOST, true);
        assertThat(snapshot.why(4)).isEqualTo(Unnamed.NO);
        assertThat(snapshot.why(6)).isEqualTo(Unnamed.NAMELESS);
        assertThat(snapshot.why(HOST)).isEqualTo(Unnamed.HOST);
        assertThat(snapshot.why(0)).isEqualTo(Unnamed.LEFT);
        assertThat(snapshot.why(99)).isEqualTo(Unnamed.UNKNOWN);
        assertThat(new ContainerSnapshot(all, HOST, false).why(99)).isEqualTo(Unnamed.PENDING);
    }

    @Test
    void containersOfTheHostsNamespaceAreTheHost() {
        ContainerSnapshot snapshot =
                new ContainerSnapshot(List.of(container("a", HOST)), HOST, true);
        assertThat(snapshot.find(HOST)).isNull();
        assertThat(snapshot.why(HOST)).isEqualTo(Unnamed.HOST);
    }

    @Test
    void containersThatShareANamespaceHaveOnlyTheirPod() {
        ContainerSnapshot snapshot =
                new ContainerSnapshot(List.of(pod("a", "web"), pod("b", "web")), HOST, true);
        assertThat(snapshot.why(7)).isEqualTo(Unnamed.SHARED);
        assertThat(snapshot.find(7))
                .satisfies(shared -> {
                    assertThat(shared.kubernetes().pod()).isEqualTo("web");
                    assertThat(shared.kubernetes().container()).isEmpty();
                    assertThat(shared.name()).isEmpty();
                });
        snapshot = new ContainerSnapshot(List.of(pod("a", "web"), pod("b", "db")), HOST, true);
        assertThat(snapshot.find(7))
                .satisfies(shared -> assertThat(shared.kubernetes().pod()).isEmpty());
    }
}
