// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Podman, which has no daemon to ask: its storage is read.
@Tag("live")
@Tag("host")
@Timeout(200)
final class PodmanLiveTest {
    private static final String IMAGE = "localhost/jig-busybox:test";

    @TempDir Path directory;

    /// The limits of processes are those of a test's, which may not be raised.
    private Tools.Result podman(List<String> arguments) {
        Stream<String> own =
                Stream.of(
                        "podman",
                        "--root=" + directory.resolve("data"),
                        "--runroot=" + directory.resolve("run"),
                        "--tmpdir=" + directory.resolve("tmp"),
                        "--storage-driver=vfs",
                        "--cgroup-manager=cgroupfs",
                        "--events-backend=file",
                        "--runtime=/usr/sbin/runc");
        return Tools.run(Stream.concat(own, arguments.stream()).toList());
    }

    @Test
    void aContainerIsNamedAndSelectedFromItsFirstProgramOn() throws IOException {
        Path root = directory.resolve("image");
        OciBundle.rootFileSystem(root);
        Path archive = directory.resolve("image.tar");
        Tools.run("tar", "-C", root.toString(), "-cf", archive.toString(), ".");
        assertThat(podman(List.of("import", archive.toString(), IMAGE)).exit()).isZero();
        try (LiveJig jig = LiveJig.ready("run", "trace_exec", "-o", "json", "-c", "jig-podman")) {
            for (String name : List.of("jig-unwanted", "jig-podman")) {
                Tools.Result result =
                        podman(
                                List.of(
                                        "run",
                                        "--rm",
                                        "--network=none",
                                        "--ulimit=nofile=1024:1024",
                                        "--ulimit=nproc=1024:1024",
                                        "--name=" + name,
                                        IMAGE,
                                        "/bin/true",
                                        "by-podman"));
                assertThat(result.exit()).describedAs(result.output()).isZero();
            }
            Json event = jig.event(e -> e.texts("args").contains("by-podman"));
            assertThat(event.text("runtime.containerName")).isEqualTo("jig-podman");
            assertThat(event.text("runtime.runtimeName")).isEqualTo("podman");
            assertThat(event.text("runtime.containerImageName")).isEqualTo(IMAGE);
            assertThat(jig.events(_ -> true)).hasSize(1);
        }
    }
}
