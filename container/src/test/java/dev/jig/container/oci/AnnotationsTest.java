// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.oci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.container.Container;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnnotationsTest {
    private static final Map<String, String> CONTAINERD =
            Map.of(
                    "io.kubernetes.cri.container-type", "container",
                    "io.kubernetes.cri.container-name", "nginx",
                    "io.kubernetes.cri.image-name", "docker.io/library/nginx:1",
                    "io.kubernetes.cri.sandbox-name", "web-0",
                    "io.kubernetes.cri.sandbox-namespace", "shop",
                    "io.kubernetes.cri.sandbox-uid", "u-1");

    private static final Map<String, String> CRIO =
            Map.of(
                    "io.container.manager", "cri-o",
                    "io.kubernetes.container.name", "nginx",
                    "io.kubernetes.pod.name", "web-0",
                    "io.kubernetes.pod.namespace", "shop",
                    "io.kubernetes.pod.uid", "u-1",
                    "io.kubernetes.cri-o.ImageName", "nginx:1",
                    "io.kubernetes.cri-o.Labels",
                            "{\"app\":\"web\",\"io.kubernetes.pod.name\":\"web-0\"}");

    private static Container apply(Map<String, String> annotations) {
        return Annotations.apply(annotations, Container.of("a1", "runc"));
    }

    @Test
    void containerdNamesPodsInItsAnnotations() {
        Container container = apply(CONTAINERD);
        assertThat(container.runtime()).isEqualTo("containerd");
        assertThat(container.name()).isEqualTo("nginx");
        assertThat(container.image().name()).isEqualTo("docker.io/library/nginx:1");
        assertThat(container.kubernetes().namespace()).isEqualTo("shop");
        assertThat(container.kubernetes().pod()).isEqualTo("web-0");
        assertThat(container.kubernetes().uid()).isEqualTo("u-1");
    }

    @Test
    void crioNamesThemToo() {
        Container container = apply(CRIO);
        assertThat(container.runtime()).isEqualTo("cri-o");
        assertThat(container.kubernetes().pod()).isEqualTo("web-0");
        assertThat(container.kubernetes().container()).isEqualTo("nginx");
        assertThat(container.kubernetes().labelText()).isEqualTo("app=web");
    }

    @Test
    void pauseContainersAreRecognized() {
        assertThat(Annotations.ofSandbox(Map.of("io.kubernetes.cri.container-type", "sandbox")))
                .isTrue();
        assertThat(Annotations.ofSandbox(Map.of("io.kubernetes.cri-o.ContainerType", "sandbox")))
                .isTrue();
        assertThat(Annotations.ofSandbox(CONTAINERD)).isFalse();
    }
}
