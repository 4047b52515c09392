// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What jig says of this kernel, and of what it may not do here. What it says in stock kernels:
/// {@link DoctorOfStockKernelsLiveTest}.
@Tag("live")
@Tag("host")
final class DoctorLiveTest {
    /// What all gadgets together may hold on a machine of 16 CPUs.
    private static final long LOCKED_BYTES_ALLOWED = 25_000_000;

    @Test
    void tellsWhatRunsHere() {
        LiveJig jig = LiveJig.run("doctor", "-o", "json");
        assertThat(jig.exit()).isZero();
        assertThat(jig.out()).hasSize(1);
        Json diagnosis = Json.parse(jig.out().getFirst());
        assertThat(diagnosis.text("kernel")).isEqualTo(Tools.run("uname", "-r").output().strip());
        assertThat(diagnosis.byName("features"))
                .containsKeys("tracefs", "kprobes", "trampolines", "no_lockdown")
                .hasEntrySatisfying("capabilities", DoctorLiveTest::isHere)
                .hasEntrySatisfying("btf", DoctorLiveTest::isHere)
                .hasEntrySatisfying("ring_buffer", DoctorLiveTest::isHere);
        Map<String, Json> gadgets = diagnosis.byName("gadgets");
        assertThat(gadgets)
                .containsKeys("trace_exec", "trace_signal", "trace_fsslower", "trace_tcp");
        assertThat(gadgets.values()).allMatch(gadget -> runs(gadget) || lacksKprobes(gadget));
        assertThat(gadgets.values())
                .filteredOn(DoctorLiveTest::runs)
                .allMatch(gadget -> gadget.number("lockedBytes") > 0);
        assertThat(gadgets.values().stream().mapToLong(g -> g.number("lockedBytes")).sum())
                .isLessThan(LOCKED_BYTES_ALLOWED);
    }

    private static boolean runs(Json gadget) {
        return gadget.text("runs").equals("yes");
    }

    private static boolean lacksKprobes(Json gadget) {
        return gadget.text("reason").contains("this kernel has no kprobes")
                && Files.notExists(Path.of("/sys/bus/event_source/devices/kprobe"));
    }

    private static void isHere(Json feature) {
        assertThat(feature.text("available")).isEqualTo("yes");
    }

    @Test
    void theTableSaysTheSame() {
        LiveJig jig = LiveJig.run("doctor");
        assertThat(jig.exit()).isZero();
        String text = String.join("\n", jig.out());
        assertThat(text).startsWith("Kernel ").contains("FEATURE", "ring_buffer", "GADGET");
        assertThat(text).containsPattern("trace_signal +yes +\\d+\\.\\d MiB");
    }

    @Test
    void withoutPrivilegesItSaysWhatItCouldNotTell() {
        LiveJig jig = LiveJig.start(unprivileged("doctor", "-o", "json"));
        assertThat(jig.exit()).isZero();
        Json diagnosis = Json.parse(jig.out().getFirst());
        assertThat(diagnosis.byName("features"))
                .hasEntrySatisfying(
                        "capabilities",
                        check -> assertThat(check.text("detail")).contains("CAP_BPF", "sudo"));
        assertThat(diagnosis.byName("gadgets"))
                .hasEntrySatisfying(
                        "trace_signal",
                        check -> assertThat(check.text("runs")).isEqualTo("unknown"));
    }

    @Test
    void aGadgetWithoutPrivilegesIsOneLineWithExitCode4() {
        LiveJig jig = LiveJig.start(unprivileged("run", "trace_exec"));
        assertThat(jig.exit()).isEqualTo(Exit.PERMISSION.code());
        assertThat(jig.out()).isEmpty();
        assertThat(jig.err()).hasSize(1);
        assertThat(jig.err().getFirst())
                .isEqualTo(
                        "jig: run trace_exec: this process has no CAP_PERFMON and no CAP_BPF"
                                + " (run it as root: sudo)");
    }

    private static List<String> unprivileged(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of("setpriv", "--bounding-set=-sys_admin,-bpf,-perfmon", "--"));
        command.addAll(LiveJig.command(arguments));
        return command;
    }
}
