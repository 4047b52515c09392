// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Containers of runc and crun, which no daemon tells of.
@Tag("live")
@Tag("host")
@Timeout(120)
final class ContainerLiveTest {
    private static final String NAME = "runtime.containerName";
    private static final long SECOND = 1_000_000_000;

    @TempDir Path directory;

    private OciBundle bundle(String name, String... command) throws IOException {
        return OciBundle.of(directory.resolve(name), command);
    }

    /// Not even the execution of the container's first program is missing.
    @ParameterizedTest
    @ValueSource(strings = {"runc", "crun"})
    void aSelectedContainerIsSeenFromItsFirstProgramOn(String runtime) throws IOException {
        OciBundle bundle = bundle("first", "/bin/sh", "-c", "exec /bin/true last-" + runtime);
        String name = "jig-first-" + runtime;
        try (LiveJig jig =
                LiveJig.ready("run", "trace_exec", "-o", "json", "-c", name + ",absent")) {
            assertThat(bundle.run(runtime, "jig-other-" + runtime).exit()).isZero();
            assertThat(bundle.run(runtime, name).exit()).isZero();
            jig.event(e -> e.texts("args").getFirst().equals("/bin/true"));
            List<Json> events = jig.events(_ -> true);
            assertThat(events).extracting(e -> e.text(NAME)).containsOnly(name);
            assertThat(events.getFirst().texts("args").getFirst()).isEqualTo("/bin/sh");
            assertThat(events).hasSize(2);
        }
    }

    @Test
    void withoutASelectionEverythingIsShownAndNamed() throws IOException {
        OciBundle bundle = bundle("all", "/bin/true", "in-a-container");
        try (LiveJig jig = LiveJig.ready("run", "trace_exec", "-o", "json")) {
            Tools.exec("/bin/true", "on-the-host");
            assertThat(bundle.run("runc", "jig-all").exit()).isZero();
            Json inside = jig.event(e -> e.texts("args").contains("in-a-container"));
            assertThat(inside.text(NAME)).isEqualTo("jig-all");
            assertThat(inside.text("runtime.runtimeName")).isEqualTo("runc");
            assertThat(inside.text("runtime.containerId")).isEqualTo("jig-all");
            assertThat(inside.number("runtime.containerPid")).isEqualTo(inside.number("proc.pid"));
            assertThat(inside.number("runtime.containerStartedAt")).isPositive();
            assertThat(inside.text("runtime.unnamed")).isEmpty();
            assertThat(inside.text("k8s.podName")).isEmpty();
            Json outside = jig.event(e -> e.texts("args").contains("on-the-host"));
            assertThat(outside.text(NAME)).isEmpty();
            assertThat(outside.text("runtime.unnamed")).isEqualTo("host");
            assertThat(outside.number("runtime.containerPid")).isZero();
        }
    }

    @Test
    void theHostIsShownInAdditionToASelection() throws IOException {
        OciBundle bundle = bundle("host", "/bin/true", "in-a-container");
        try (LiveJig jig =
                LiveJig.ready("run", "trace_exec", "-o", "json", "--host", "-c", "jig-wanted")) {
            assertThat(bundle.run("runc", "jig-unwanted").exit()).isZero();
            assertThat(bundle.run("runc", "jig-wanted").exit()).isZero();
            Tools.exec("/bin/true", "on-the-host");
            jig.awaitLine(line -> line.contains("on-the-host"));
            assertThat(jig.events(e -> e.texts("args").contains("in-a-container")))
                    .extracting(e -> e.text(NAME))
                    .containsExactly("jig-wanted");
        }
    }

    @Test
    void aNameAfterAnExclamationMarkIsLeftOut() throws IOException {
        OciBundle bundle = bundle("not", "/bin/true", "in-a-container");
        try (LiveJig jig =
                LiveJig.ready("run", "trace_exec", "-o", "json", "-c", "!jig-unwanted")) {
            assertThat(bundle.run("runc", "jig-unwanted").exit()).isZero();
            Tools.exec("/bin/true", "on-the-host");
            assertThat(bundle.run("runc", "jig-wanted").exit()).isZero();
            jig.awaitLine(line -> line.contains("jig-wanted"));
            assertThat(jig.events(_ -> true))
                    .extracting(e -> e.text(NAME))
                    .containsOnly("jig-wanted");
        }
    }

    @Test
    void aContainerThatRunsAlreadyIsFound() throws Exception {
        OciBundle bundle = bundle("old", "/bin/sh", "-c", "while sleep 0.2; do true early; done");
        Process old = bundle.start("runc", "jig-old");
        try (LiveJig jig =
                LiveJig.ready("run", "trace_exec", "-o", "json", "-c", "jig-old", "-t", "60")) {
            Json event = jig.event(_ -> true);
            assertThat(event.text(NAME)).isEqualTo("jig-old");
        } finally {
            Tools.run(OciBundle.command("runc", "delete", "--force", "jig-old"));
            assertThat(old.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void signalsOfAContainerAreSelectedToo() throws IOException {
        OciBundle bundle = bundle("signal", "/bin/sh", "-c", "sleep 30 & kill -USR1 $!; wait");
        try (LiveJig jig = LiveJig.ready("run", "trace_signal", "-o", "json", "-c", "jig-signal")) {
            Tools.run("sh", "-c", "sleep 30 & kill -USR1 $!");
            bundle.run("runc", "jig-signal");
            Json event = jig.event(e -> e.text("sig").equals("SIGUSR1"));
            assertThat(event.text(NAME)).isEqualTo("jig-signal");
            assertThat(jig.events(_ -> true))
                    .extracting(e -> e.text(NAME))
                    .containsOnly("jig-signal");
        }
    }

    /// The container is held while jig waits for the bundle's configuration, which does not come.
    @Test
    void killingJigDuringAStartLetsTheStartGoOn() throws Exception {
        OciBundle bundle = bundle("killed", "/bin/true");
        Path file = bundle.directory().resolve("config.json");
        byte[] configuration = Files.readAllBytes(file);
        try (LiveJig jig = LiveJig.ready("run", "trace_exec", "-o", "none")) {
            assertThat(bundle.run("runc", "jig-before").exit()).isZero();
            Files.delete(file);
            Tools.run("mkfifo", file.toString());
            Process held = bundle.start("runc", "jig-held");
            awaitExecution(held);
            jig.signal("KILL");
            long killed = System.nanoTime();
            Files.write(file, configuration);
            assertThat(held.waitFor(LiveJig.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(held.exitValue()).isZero();
            assertThat(System.nanoTime() - killed).isLessThan(SECOND);
        }
    }

    /// Waits until a child of a process is within execve(2).
    private static void awaitExecution(Process parent) throws IOException {
        String execve = System.getProperty("os.arch").equals("amd64") ? "59 " : "221 ";
        while (parent.isAlive()) {
            for (ProcessHandle child : parent.children().toList()) {
                Path call = Path.of("/proc", Long.toString(child.pid()), "syscall");
                if (Files.exists(call) && Files.readString(call).startsWith(execve)) {
                    return;
                }
            }
        }
        throw new AssertionError("nothing was held");
    }

    /// No OCI runtime makes such containers by itself: the state is written by hand, the processes
    /// and their mount namespace are real.
    @Test
    void containersThatShareAMountNamespaceAreSelectedUntilTheLastIsGone() throws Exception {
        Process one = new ProcessBuilder("unshare", "--mount", "sleep", "300").start();
        Thread.sleep(500);
        String loop = "while :; do /bin/true shared; sleep 0.3; done";
        Process two =
                new ProcessBuilder(
                                "nsenter", "-t", Long.toString(one.pid()), "-m", "sh", "-c", loop)
                        .start();
        writeState("jig-one", one.pid());
        writeState("jig-two", two.pid());
        try (LiveJig jig =
                LiveJig.ready("run", "trace_exec", "-o", "json", "-c", "jig-one,jig-two")) {
            Json both = jig.event(event -> event.texts("args").contains("shared"));
            assertThat(both.text(NAME)).isEmpty();
            assertThat(both.text("runtime.unnamed")).isEqualTo("shared mount namespace");
            one.destroyForcibly();
            Json last = jig.event(event -> !event.text(NAME).isEmpty());
            assertThat(last.text(NAME)).isEqualTo("jig-two");
        } finally {
            one.destroyForcibly();
            two.destroyForcibly();
            removeState("jig-one");
            removeState("jig-two");
        }
    }

    /// The data source `containers` tells what `list-containers --watch` does.
    @Test
    void containersComeAndGoAsEventsToo() throws Exception {
        Process there = bundle("there", "/bin/sleep", "300").start("runc", "jig-there");
        OciBundle bundle = bundle("comes", "/bin/true", "in-a-container");
        String names = "jig-there,jig-comes";
        try (LiveJig watch = LiveJig.start("list-containers", "--watch", "-c", names);
                LiveJig jig =
                        LiveJig.ready(
                                "run",
                                "trace_exec",
                                "-o",
                                "json",
                                "--containers",
                                "-c",
                                names,
                                "--filter",
                                "proc.comm==true")) {
            watch.awaitLine(line -> line.contains("jig-there"));
            assertThat(bundle.run("runc", "jig-comes").exit()).isZero();
            Predicate<Json> change = e -> e.has("event_type");
            Json created = jig.event(change.and(e -> e.text("name").equals("jig-comes")));
            assertThat(created.text("container_id")).isEqualTo("jig-comes");
            assertThat(created.number("mntns_id")).isPositive();
            assertThat(Json.parse(created.text("container_config")).text("hostname"))
                    .isEqualTo("box");
            assertThat(created.text("runtime.runtimeName")).isEqualTo("runc");
            jig.event(e -> e.has("args") && e.texts("args").contains("in-a-container"));
            jig.event(change.and(e -> e.text("event_type").equals("DELETED")));
            watch.awaitLine(line -> line.contains("DELETED"));
            List<String> expected =
                    List.of("CREATED jig-there", "CREATED jig-comes", "DELETED jig-comes");
            assertThat(jig.events(change))
                    .extracting(e -> e.text("event_type") + " " + e.text("name"))
                    .isEqualTo(expected);
            assertThat(watch.events(_ -> true))
                    .extracting(
                            e -> e.text("event") + " " + e.text("container.runtime.containerName"))
                    .isEqualTo(expected);
        } finally {
            Tools.run(OciBundle.command("runc", "delete", "--force", "jig-there"));
            assertThat(there.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// Whether or not there is a name, what it could be found by is always there.
    @Test
    void eventsOfAnUnknownNamespaceHaveItsNumberAndThatOfTheirControlGroup() {
        String group = "/sys/fs/cgroup/jig-test";
        String script =
                """
                mount -t cgroup2 none /sys/fs/cgroup && mkdir -p $0 && echo $$ >$0/cgroup.procs &&
                echo group $(stat -c %i $0) namespace $(stat -Lc %i /proc/self/ns/mnt) &&
                /bin/true in-a-group; echo $$ >/sys/fs/cgroup/cgroup.procs; rmdir $0
                """;
        try (LiveJig jig = LiveJig.ready("run", "trace_exec", "-o", "json")) {
            Tools.Result result = Tools.run("unshare", "--mount", "sh", "-c", script, group);
            Json event = jig.event(e -> e.texts("args").contains("in-a-group"));
            assertThat(event.number("proc.cgroup_id")).isEqualTo(result.number("group"));
            assertThat(event.number("proc.mntns_id")).isEqualTo(result.number("namespace"));
            assertThat(event.text("runtime.unnamed")).isEqualTo("unknown mount namespace");
        }
    }

    private static void writeState(String id, long pid) throws IOException {
        Path state = Files.createDirectories(Path.of("/run/runc", id));
        String text = "{\"id\": \"%s\", \"init_process_pid\": %d}".formatted(id, pid);
        Files.writeString(state.resolve("state.json"), text);
    }

    private static void removeState(String id) throws IOException {
        Files.deleteIfExists(Path.of("/run/runc", id, "state.json"));
        Files.deleteIfExists(Path.of("/run/runc", id));
    }
}
