// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.cli.CriClient.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pods of a real containerd, made through its CRI plugin as a kubelet makes them, and known by
/// containerd's own API or by CRI.
@Tag("live")
@Tag("host")
@Timeout(300)
final class CriLiveTest {
    private static final String IMAGE = "jig.test/busybox:1";

    @TempDir static Path directory;

    private static Daemon daemon;
    private static CriClient client;
    private static Path socket;

    @BeforeAll
    static void start() throws IOException {
        daemon = Daemon.containerd(directory, IMAGE);
        socket = Daemon.containerdSocket(directory);
        Path archive =
                ImageArchive.of(
                        Files.createDirectories(directory.resolve("image")),
                        IMAGE,
                        "/bin/sleep 1000");
        Tools.Result result =
                Daemon.ctr(
                        socket,
                        "k8s.io",
                        List.of("images", "import", "--snapshotter=native", archive.toString()));
        assertThat(result.exit()).describedAs(result.output()).isZero();
        client = new CriClient(socket);
    }

    @AfterAll
    static void stop() {
        client.close();
        daemon.close();
    }

    /// A jig that knows containerd's socket only: as containerd's, or as CRI's.
    private static LiveJig jig(String runtime, String... more) {
        List<String> words = new ArrayList<>(List.of("run", "trace_exec", "-o", "json", "-v"));
        words.add("--runtimes=" + runtime);
        words.add("--%s-socketpath=%s".formatted(runtime.replace("-", ""), socket));
        words.addAll(List.of(more));
        return LiveJig.ready(words.toArray(String[]::new));
    }

    private static void assertKnown(Json event, String pod) {
        assertThat(event.text("runtime.runtimeName")).isEqualTo("containerd");
        assertThat(event.text("runtime.containerName")).isEqualTo("shopkeeper");
        assertThat(event.text("runtime.containerId")).hasSize(64);
        assertThat(event.text("runtime.containerImageName")).isEqualTo(IMAGE);
        assertThat(event.text("k8s.namespace")).isEqualTo("shop");
        assertThat(event.text("k8s.podName")).isEqualTo(pod);
        assertThat(event.text("k8s.containerName")).isEqualTo("shopkeeper");
        assertThat(event.text("k8s.podUID")).isEqualTo("uid-of-" + pod);
        assertThat(event.text("k8s.podLabels")).isEqualTo("app=shop,tier=" + pod);
        assertThat(event.text("k8s.hostnetwork")).isEqualTo("true");
    }

    private static Pod run(String pod) throws IOException {
        return client.run("shop", pod, "uid-of-" + pod, Map.of("app", "shop", "tier", pod));
    }

    private static void start(Pod pod, String word) throws IOException {
        client.start(pod, "shopkeeper", IMAGE, List.of("/bin/sh", "-c", loop(word)));
    }

    private static String loop(String word) {
        return "/bin/true first-" + word + "; while sleep 0.3; do /bin/true " + word + "; done";
    }

    @ParameterizedTest
    @CsvSource({"containerd, early-containerd", "cri-o, early-cri"})
    void aPodThatRunsAlreadyIsKnown(String runtime, String name) throws IOException {
        Pod pod = run(name);
        try {
            start(pod, name);
            try (LiveJig jig = jig(runtime, "--k8s-selector=tier=" + name)) {
                assertKnown(jig.event(e -> e.texts("args").contains(name)), name);
                assertThat(jig.err())
                        .anyMatch(line ->
                                line.startsWith(
                                        "containers: %s at %s answers: "
                                                .formatted(runtime, socket)));
            }
        } finally {
            client.remove(pod);
        }
    }

    /// The selector finds it from its first program on.
    @Test
    void aPodThatStartsLaterIsSelectedByItsLabels() throws IOException {
        try (LiveJig jig = jig("containerd", "--k8s-selector=tier=late")) {
            Pod other = run("other");
            Pod pod = run("late");
            try {
                start(other, "unwanted");
                start(pod, "late");
                assertKnown(jig.event(e -> e.texts("args").contains("first-late")), "late");
                jig.event(e -> e.texts("args").contains("late"));
                List<Json> events = jig.events(_ -> true);
                assertThat(events.getFirst().texts("args").getFirst()).isEqualTo("/bin/sh");
                assertThat(events).extracting(e -> e.text("k8s.podName")).containsOnly("late");
            } finally {
                client.remove(other);
                client.remove(pod);
            }
        }
    }

    /// Asked every few seconds, CRI tells of the labels in time for what runs longer.
    @Test
    void byCriAPodThatStartsLaterIsKnownAtOnceAndItsLabelsSoon() throws IOException {
        try (LiveJig jig = jig("cri-o", "--k8s-podname=late-cri")) {
            Pod pod = run("late-cri");
            try {
                start(pod, "late-cri");
                Json first = jig.event(e -> e.texts("args").contains("first-late-cri"));
                assertThat(first.text("k8s.podName")).isEqualTo("late-cri");
                assertThat(first.text("runtime.runtimeName")).isEqualTo("containerd");
                assertKnown(jig.event(e -> !e.text("k8s.podLabels").isEmpty()), "late-cri");
            } finally {
                client.remove(pod);
            }
        }
    }

    @Test
    void pauseContainersAreNotListed() throws IOException {
        Pod pod = run("listed");
        try {
            start(pod, "listed");
            for (String runtime : List.of("containerd", "cri-o")) {
                String place = "--%s-socketpath=%s".formatted(runtime.replace("-", ""), socket);
                String selected = "--k8s-podname=listed";
                LiveJig list =
                        LiveJig.run(
                                "list-containers", "-o", "json", "-r", runtime, place, selected);
                List<Json> all = ((Json.Items) Json.parse(String.join("", list.out()))).items();
                assertThat(all)
                        .singleElement()
                        .satisfies(container -> {
                            assertThat(container.text("k8s.containerName")).isEqualTo("shopkeeper");
                            assertThat(container.text("k8s.podLabels.tier")).isEqualTo("listed");
                            assertThat(container.text("runtime.containerImageId"))
                                    .startsWith("sha256:");
                            assertThat(container.text("hostNetwork")).isEqualTo("true");
                        });
            }
        } finally {
            client.remove(pod);
        }
    }
}
