// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.container.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
    @TempDir private Path directory;

    private Bundle bundle(Path place, String config) throws IOException {
        Files.createDirectories(place);
        Files.writeString(place.resolve("config.json"), config);
        return Bundle.read(place);
    }

    @Test
    void aPlainBundleBelongsToTheRuntimeThatRunsIt() throws IOException {
        Bundle bundle =
                bundle(
                        directory,
                        """
                        {"root": {"path": "rootfs"},
                         "linux": {"namespaces": [{"type": "pid"}, {"type": "mount"}]}}\
                        """);
        assertThat(bundle.root()).isEqualTo(directory.resolve("rootfs"));
        assertThat(bundle.config().ownMounts()).isTrue();
        assertThat(bundle.container("a1", "crun"))
                .isEqualTo(Container.of("a1", "crun").withBundle(directory.toString()));
    }

    @Test
    void dockersNameStandsBesideTheHostsFile() throws IOException {
        Path data = Files.createDirectories(directory.resolve("containers/a1"));
        Files.writeString(
                data.resolve("config.v2.json"),
                """
                {"Name": "/web", "Image": "sha256:12", "Config": {"Image": "busybox:1",
                 "Labels": {"io.kubernetes.pod.name": "p"}}}\
                """);
        String config =
                """
                {"mounts": [{"destination": "/etc/hostname", "source": "%s/hostname"}]}\
                """
                        .formatted(data);
        Path place = directory.resolve("io.containerd.runtime.v2.task/moby/a1");
        Container container = bundle(place, config).container("a1", "runc");
        assertThat(container.runtime()).isEqualTo("docker");
        assertThat(container.name()).isEqualTo("web");
        assertThat(container.image()).isEqualTo(new Container.Image("busybox:1", "", "sha256:12"));
        assertThat(container.kubernetes().pod()).isEqualTo("p");
    }

    @Test
    void podmansNameStandsInItsStorage() throws IOException {
        Path storage = Files.createDirectories(directory.resolve("overlay-containers"));
        Files.writeString(
                storage.resolve("containers.json"),
                """
                [{"id": "b2"}, {"id": "a1", "names": ["web"], "image": "77",
                  "metadata": "{\\"image-name\\": \\"localhost/busybox:1\\"}"}]\
                """);
        Container container = bundle(storage.resolve("a1/userdata"), "{}").container("a1", "crun");
        assertThat(container.runtime()).isEqualTo("podman");
        assertThat(container.name()).isEqualTo("web");
        assertThat(container.image())
                .isEqualTo(new Container.Image("localhost/busybox:1", "", "77"));
    }

    @Test
    void whatIsNoBundleIsRefused() {
        assertThatThrownBy(() -> bundle(directory, "{\"root\": [")).isInstanceOf(IOException.class);
        String deep = "[".repeat(1000) + "]".repeat(1000);
        assertThatThrownBy(() -> bundle(directory, deep)).isInstanceOf(IOException.class);
    }
}
