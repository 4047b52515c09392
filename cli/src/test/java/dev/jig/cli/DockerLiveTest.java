// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real dockerd with its containerd, in directories of their own.
@Tag("live")
@Tag("host")
@Timeout(400)
final class DockerLiveTest {
    private static final String NAME = "runtime.containerName";
    private static final String IMAGE = "jig-busybox:test";
    private static final int SHORT_LIVED = 200;
    private static final int AT_A_TIME = 4;

    @TempDir static Path directory;

    private static Daemon daemon;

    @BeforeAll
    static void start() throws IOException {
        daemon = Daemon.docker(directory);
        Daemon.importImage(directory, IMAGE);
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    private static LiveJig jig(String... more) {
        List<String> words = new ArrayList<>(List.of("run", "trace_exec", "-o", "json"));
        words.add("--docker-socketpath=" + Daemon.docker(directory, "socket"));
        words.addAll(List.of(more));
        return LiveJig.ready(words.toArray(String[]::new));
    }

    private static Tools.Result docker(String... arguments) {
        return Daemon.docker(directory, arguments);
    }

    private static void run(String name, String... command) {
        List<String> words =
                new ArrayList<>(List.of("run", "--rm", "--network=none", "--name=" + name, IMAGE));
        words.addAll(List.of(command));
        Tools.Result result = docker(words.toArray(String[]::new));
        assertThat(result.exit()).describedAs(result.output()).isZero();
    }

    @Test
    void aContainerIsNamedAndSelectedFromItsFirstProgramOn() {
        try (LiveJig jig = jig("-c", "jig-web", "-v")) {
            run("jig-db", "/bin/true", "unwanted");
            run("jig-web", "/bin/sh", "-c", "exec /bin/true wanted");
            Json last = jig.event(e -> e.texts("args").contains("wanted"));
            assertThat(last.text("runtime.containerImageName")).isEqualTo(IMAGE);
            assertThat(last.text("runtime.runtimeName")).isEqualTo("docker");
            assertThat(last.text("runtime.containerId")).hasSize(64);
            List<Json> events = jig.events(_ -> true);
            assertThat(events.getFirst().texts("args").getFirst()).isEqualTo("/bin/sh");
            assertThat(events).extracting(e -> e.text(NAME)).containsOnly("jig-web");
            assertThat(jig.err()).anyMatch(line -> line.startsWith("containers: docker at "));
        }
    }

    @Test
    void imagesSelectToo() {
        String id = docker("inspect", "--format={{.Id}}", IMAGE).output().strip();
        try (LiveJig byName = jig("--runtime-containerimage-name=" + IMAGE);
                LiveJig byId = jig("--runtime-containerimage-id=" + id.substring(7, 19));
                LiveJig other = jig("--runtime-containerimage-name=other:1")) {
            run("jig-image", "/bin/true", "by-image");
            byName.awaitLine(line -> line.contains("by-image"));
            byId.awaitLine(line -> line.contains("by-image"));
            assertThat(other.out()).isEmpty();
        }
    }

    @Test
    void labelsOfAPodGiveItsNames() {
        try (LiveJig jig = jig("--k8s-namespace=shop", "--k8s-podname=!db-0")) {
            String[] pod = {
                "run",
                "--rm",
                "--network=none",
                "--label=io.kubernetes.pod.name=web-0",
                "--label=io.kubernetes.pod.namespace=shop",
                "--label=io.kubernetes.container.name=nginx",
                "--label=io.kubernetes.pod.uid=u-1",
                IMAGE,
                "/bin/true",
                "in-a-pod"
            };
            assertThat(docker(pod).exit()).isZero();
            Json event = jig.event(e -> e.texts("args").contains("in-a-pod"));
            assertThat(event.text("k8s.podName")).isEqualTo("web-0");
            assertThat(event.text("k8s.namespace")).isEqualTo("shop");
            assertThat(event.text("k8s.containerName")).isEqualTo("nginx");
            assertThat(event.text("k8s.podUID")).isEqualTo("u-1");
        }
    }

    @Test
    void everyShortLivedContainerIsNamed() {
        try (LiveJig jig = jig()) {
            IntStream.range(0, SHORT_LIVED / AT_A_TIME)
                    .forEach(round ->
                            IntStream.range(0, AT_A_TIME)
                                    .parallel()
                                    .forEach(i ->
                                            run(
                                                    "jig-short-" + round + "-" + i,
                                                    "/bin/true",
                                                    "short-" + round + "-" + i)));
            String last = "short-" + (SHORT_LIVED / AT_A_TIME - 1) + "-" + (AT_A_TIME - 1);
            jig.event(e -> e.texts("args").equals(List.of("/bin/true", last)));
            List<Json> events =
                    jig.events(e ->
                            e.texts("args").getFirst().equals("/bin/true")
                                    && e.texts("args").getLast().startsWith("short-"));
            assertThat(events).hasSize(SHORT_LIVED);
            assertThat(events)
                    .allSatisfy(e ->
                            assertThat(e.text(NAME)).isEqualTo("jig-" + e.texts("args").getLast()));
        }
    }

    @Test
    void aRestartOfTheDaemonIsSurvived() {
        try (LiveJig jig = jig("-c", "jig-before,jig-after")) {
            run("jig-before", "/bin/true", "before");
            jig.awaitLine(line -> line.contains("jig-before"));
            daemon.close();
            Tools.exec("/bin/true", "no-daemon");
            daemon = Daemon.docker(directory);
            run("jig-after", "/bin/true", "after");
            Json event = jig.event(e -> e.texts("args").contains("after"));
            assertThat(event.text(NAME)).isEqualTo("jig-after");
        }
    }

    @Test
    void listContainersTellsOfRunningOnes() {
        docker("run", "-d", "--network=none", "--name=jig-listed", IMAGE, "/bin/sleep", "300");
        try {
            String socket = "--docker-socketpath=" + Daemon.docker(directory, "socket");
            LiveJig json = LiveJig.run("list-containers", "-o", "json", "-c", "jig-listed", socket);
            Json found = Json.parse(String.join("", json.out()).replaceAll("^\\[|\\]$", ""));
            assertThat(found.text("runtime.containerName")).isEqualTo("jig-listed");
            assertThat(found.number("mntns")).isPositive();
            LiveJig table = LiveJig.run("list-containers", socket);
            assertThat(table.out()).anyMatch(line -> line.contains("jig-listed"));
        } finally {
            docker("rm", "-f", "jig-listed");
        }
    }

    @Test
    void containerdTellsOfItsNamespaces() throws IOException {
        Path socket = Daemon.dockersContainerd(directory);
        Path image = directory.resolve("saved.tar");
        docker("save", "-o", image.toString(), IMAGE);
        String name = "docker.io/library/" + IMAGE;
        Daemon.ctr(
                socket,
                "k8s.io",
                List.of("images", "import", "--snapshotter=native", image.toString()));
        try (LiveJig jig = jig("--containerd-socketpath=" + socket, "--k8s-podname=web-1")) {
            Tools.Result result =
                    Daemon.ctr(
                            socket,
                            "k8s.io",
                            List.of(
                                    "run",
                                    "--rm",
                                    "--snapshotter=native",
                                    "--label=io.kubernetes.pod.name=web-1",
                                    "--label=io.kubernetes.pod.namespace=shop",
                                    "--label=io.kubernetes.container.name=nginx",
                                    name,
                                    "jig-ctr",
                                    "/bin/true",
                                    "by-containerd"));
            assertThat(result.exit()).describedAs(result.output()).isZero();
            Json event = jig.event(e -> e.texts("args").contains("by-containerd"));
            assertThat(event.text("runtime.runtimeName")).isEqualTo("containerd");
            assertThat(event.text("runtime.containerId")).isEqualTo("jig-ctr");
            assertThat(event.text("runtime.containerImageName")).isEqualTo(name);
            assertThat(event.text("k8s.namespace")).isEqualTo("shop");
            assertThat(event.text("k8s.containerName")).isEqualTo("nginx");
        }
    }
}
