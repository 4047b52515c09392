// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Podman with a storage of its own: without a daemon that could be asked, and with its service.
@Tag("live")
@Tag("host")
@Timeout(200)
final class PodmanLiveTest {
    private static final String IMAGE = "localhost/jig-busybox:test";

    @TempDir static Path directory;

    @BeforeAll
    static void makeImage() throws IOException {
        Path root = directory.resolve("image");
        OciBundle.rootFileSystem(root);
        Path archive = directory.resolve("image.tar");
        Tools.run("tar", "-C", root.toString(), "-cf", archive.toString(), ".");
        podman("import", archive.toString(), IMAGE);
    }

    private static List<String> command(String... arguments) {
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
        return Stream.concat(own, Stream.of(arguments)).toList();
    }

    private static void podman(String... arguments) {
        Tools.Result result = Tools.run(command(arguments));
        assertThat(result.exit()).describedAs(result.output()).isZero();
    }

    /// The limits of processes are those of a test's, which may not be raised.
    private static void run(String how, String name, String... command) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "run",
                                how,
                                "--network=none",
                                "--ulimit=nofile=1024:1024",
                                "--ulimit=nproc=1024:1024",
                                "--name=" + name,
                                "--label=io.kubernetes.pod.name=pod-of-" + name,
                                IMAGE));
        words.addAll(List.of(command));
        podman(words.toArray(String[]::new));
    }

    private static void assertKnown(Json event, String name) {
        assertThat(event.text("runtime.containerName")).isEqualTo(name);
        assertThat(event.text("runtime.runtimeName")).isEqualTo("podman");
        assertThat(event.text("runtime.containerImageName")).isEqualTo(IMAGE);
    }

    @Test
    void aContainerIsNamedAndSelectedFromItsFirstProgramOn() {
        try (LiveJig jig = LiveJig.ready("run", "trace_exec", "-o", "json", "-c", "jig-podman")) {
            run("--rm", "jig-unwanted", "/bin/true", "by-podman");
            run("--rm", "jig-podman", "/bin/true", "by-podman");
            assertKnown(jig.event(e -> e.texts("args").contains("by-podman")), "jig-podman");
            assertThat(jig.events(_ -> true)).hasSize(1);
        }
    }

    /// Only the service knows labels and digests; it tells of containers that run and of new ones.
    @Test
    void itsServiceIsAskedAndListenedTo() {
        Path socket = directory.resolve("podman.sock");
        String[] service = {"system", "service", "--time=0", "unix://" + socket};
        String loop = "while sleep 0.3; do /bin/true early; done";
        run("--detach", "jig-early", "/bin/sh", "-c", loop);
        String place = "--podman-socketpath=" + socket;
        try (Daemon _ = Daemon.start(socket, directory, command(service));
                LiveJig jig = LiveJig.ready("run", "trace_exec", "-o", "json", "-v", place)) {
            assertAsked(jig, "early");
            run("--detach", "jig-late", "/bin/sh", "-c", loop.replace("early", "late"));
            assertAsked(jig, "late");
            String listens = "containers: podman at " + socket;
            assertThat(jig.err()).anyMatch(line -> line.startsWith(listens));
        } finally {
            podman("rm", "--force", "--time=0", "--ignore", "jig-early", "jig-late");
        }
    }

    private static void assertAsked(LiveJig jig, String word) {
        Json event =
                jig.event(e -> e.texts("args").contains(word) && !e.text("k8s.podName").isEmpty());
        assertKnown(event, "jig-" + word);
        assertThat(event.text("k8s.podName")).isEqualTo("pod-of-jig-" + word);
        assertThat(event.text("runtime.containerImageDigest")).startsWith("sha256:");
    }
}
