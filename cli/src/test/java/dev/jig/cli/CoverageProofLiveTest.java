// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.LoadOptions;
import dev.jig.ebpf.ProbeChoice;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.run.Readiness.Attached;
import dev.jig.gadget.run.Readiness.ProbeKind;
import dev.jig.gadget.run.RunOptions;
import dev.jig.image.MapUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What gadgets do is what they were said to be able to do: the edges that are measured are some of
/// those of --resolve, which are some of those in the code; and the programs put out as many events
/// as arrive or are lost.
final class CoverageProofLiveTest {
    private static final String TYPES = "/sys/kernel/btf/vmlinux";

    private static final List<String> FILE_WORK =
            List.of("read", "write", "append", "open", "fsync", "statfs");

    @TempDir static Path directory;

    /// One for all: what is known of a kernel is long to find out in a guest.
    @AutoClose private static final Kernel KERNEL = Kernel.running();

    private static final Map<String, GadgetSpec> GADGETS = new HashMap<>();

    private static @Nullable SlowFileSystem fuse;

    @AfterAll
    static void unmount() throws IOException {
        if (fuse != null) {
            fuse.close();
        }
    }

    @Tag("live")
    @ParameterizedTest
    @ValueSource(
            strings = {"", "ignore-failed=false", "paths=true", "ignore-failed=false paths=true"})
    void executions(String params) {
        proven("trace_exec", params, ProbeChoice.AUTOMATIC, CoverageProofLiveTest::execute);
    }

    private static void execute() {
        Tools.exec("/bin/true", "true");
        Tools.exec("-t", "/bin/true", "of-a-thread");
        Tools.exec("-a", "/bin/true", "at");
        Tools.exec("/bin/no-such-tool", "missing");
    }

    @Tag("live")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "kill-only=true",
                "failed=true",
                "kill-only=true failed=true",
                "signal=SIGUSR1",
                "kill-only=true signal=10"
            })
    void signals(String params) {
        proven("trace_signal", params, ProbeChoice.AUTOMATIC, CoverageProofLiveTest::kill);
    }

    private static void kill() {
        for (String how : List.of("kill", "tkill", "tgkill")) {
            Tools.signal(how, "10");
            Tools.signal("-m", how, "10");
            Tools.signal("-i", how, "10");
        }
    }

    @Tag("vm")
    @ParameterizedTest
    @CsvSource({
        "'', AUTOMATIC",
        "inotify-only=true, KPROBE",
        "fanotify-only=true tracee-pid=1, KPROBE"
    })
    void fileSystemEvents(String params, ProbeChoice probe) {
        proven("fsnotify", params, probe, CoverageProofLiveTest::watch);
    }

    private static void watch() {
        for (String how : List.of("inotify", "move", "unread", "fanotify", "allow", "deny")) {
            Path own = directory.resolve(how + System.nanoTime());
            assertThat(own.toFile().mkdir()).isTrue();
            Tools.victim("fsnotify_victim", how, own.toString());
        }
    }

    @Tag("vm")
    @ParameterizedTest
    @CsvSource({
        "filesystem=fuse, AUTOMATIC",
        "filesystem=fuse min=0, AUTOMATIC",
        "filesystem=fuse min=0, KPROBE",
    })
    void slowFiles(String params, ProbeChoice probe) throws IOException {
        SlowFileSystem mounted = fuse == null ? SlowFileSystem.inUserSpace(directory) : fuse;
        fuse = mounted;
        Path slow = mounted.file("slow");
        proven(
                "trace_fsslower",
                params,
                probe,
                () -> FILE_WORK.forEach(what -> FileWork.done(slow, what)));
    }

    @Tag("vm")
    @ParameterizedTest
    @CsvSource({
        "'', AUTOMATIC",
        "accept-only=true, KPROBE",
        "connect-only=true failure-only=true, KPROBE"
    })
    void connections(String params, ProbeChoice probe) {
        Measured measured = proven("trace_tcp", params, probe, CoverageProofLiveTest::connect);
        assertThat(measured.readiness().attached().stream().map(Attached::probe))
                .contains(probe == ProbeChoice.KPROBE ? ProbeKind.KPROBE : ProbeKind.TRAMPOLINE);
    }

    private static void connect() {
        TcpVictim.run("pair");
        TcpVictim.run("-6", "-a", "pair");
        TcpVictim.run("refused");
        TcpVictim.run("-n", "refused");
        TcpVictim.run("invalid");
    }

    /// As on a kernel that has no ring buffers.
    @Tag("live")
    @Test
    void eventsOfAPerfBufferAreCounted() {
        RunOptions options = RunOptions.defaults();
        LoadOptions load = options.load().withTransport(LoadOptions.Transport.PERF_BUFFER);
        Measured measured =
                Measured.of(
                        KERNEL,
                        gadget("trace_signal"),
                        Map.of(),
                        options.withLoad(load),
                        CoverageProofLiveTest::kill);
        assertThat(measured.seen()).anyMatch(seen -> seen.use() == MapUse.EVENT_OUTPUT);
        assertThat(measured.outputs())
                .isPositive()
                .isEqualTo(measured.summary().delivered() + measured.summary().lost());
    }

    /// Where there are ring buffers, events are made in them, and nothing is put aside for later.
    @Tag("live")
    @Test
    void signalsUseNoMapButTheirRing() {
        Captured resolved = Captured.of("image", "inspect", "trace_signal", "--resolve");
        assertThat(resolved.err()).isEmpty();
        assertThat(resolved.out())
                .contains("ig_sig_generate -- \"Reserve\" --> events\n")
                .doesNotContain("gadget_heap", "values", "EventOutput");
        assertThat(
                        Captured.of(
                                "image",
                                "inspect",
                                "trace_signal",
                                "--resolve",
                                "--param=kill-only"))
                .extracting(Captured::out)
                .asString()
                .contains("ig_sig_kill_e -- \"Update\" --> values\n")
                .doesNotContain("gadget_heap", "EventOutput");
    }

    /// Of two sets of programs one is for this kernel.
    @Tag("live")
    @Test
    void onlyProgramsForThisKernelAreResolved() {
        List<Captured> resolved =
                List.of(
                        Captured.of("image", "inspect", "fsnotify", "--resolve"),
                        Captured.of("image", "inspect", "fsnotify", "--resolve", "--btf", TYPES));
        for (Captured text : resolved) {
            assertThat(text.err()).isEmpty();
            assertThat(text.out().contains("participant inotify_handle_inode_event_e\n"))
                    .isNotEqualTo(text.out().contains("participant inotify_handle_event_e\n"));
            assertThat(text.out()).contains("participant fsnotify_insert_event_e\n");
        }
        assertThat(resolved.getFirst().out()).isEqualTo(resolved.getLast().out());
    }

    private static Measured proven(String gadget, String params, ProbeChoice probe, Runnable work) {
        RunOptions options = RunOptions.defaults().withProbe(probe);
        Measured measured = Measured.of(KERNEL, gadget(gadget), settings(params), options, work);
        assertThat(measured.uncounted()).isEmpty();
        assertThat(measured.seen()).as("seen").isNotEmpty();
        assertThat(measured.resolved()).as("resolved").containsAll(measured.seen());
        assertThat(measured.typed()).as("resolved by types").containsAll(measured.seen());
        assertThat(measured.plain())
                .as("in the code")
                .containsAll(measured.resolved())
                .containsAll(measured.typed());
        assertThat(measured.skipped()).as("not always taken").isEmpty();
        assertThat(measured.outputs())
                .isEqualTo(measured.summary().delivered() + measured.summary().lost());
        if (probe == ProbeChoice.KPROBE) {
            assertThat(measured.readiness().attached().stream().map(Attached::probe))
                    .doesNotContain(ProbeKind.TRAMPOLINE);
        }
        return measured;
    }

    private static GadgetSpec gadget(String name) {
        return GADGETS.computeIfAbsent(name, Gadgets.catalog()::open);
    }

    private static Map<String, String> settings(String params) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String param : params.split(" ", -1)) {
            if (!param.isEmpty()) {
                String[] parts = param.split("=", 2);
                settings.put(parts[0], parts[1]);
            }
        }
        return settings;
    }
}
