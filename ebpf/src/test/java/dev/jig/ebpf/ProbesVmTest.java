// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.ebpf.testing.LeakGuard;
import dev.jig.object.ObjectSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Kprobes and trampolines of the same programs, in kernels that have both.
@Tag("vm")
@ExtendWith(LeakGuard.class)
class ProbesVmTest {
    private static final ObjectSpec PROBES =
            Objects.read("probes")
                    .withValue("wanted_pid", Objects.words((int) ProcessHandle.current().pid()));

    /// On the guest's root, an overlay.
    private static final Path FILE = Path.of("/jig-probes-test");

    private static ObjectSpec only(String... programs) {
        return PROBES.withPrograms(Arrays.stream(programs).map(PROBES::program).toList());
    }

    private static BpfObject load(Kernel kernel, ProbeChoice choice, String... programs) {
        LoadOptions options = LoadOptions.defaults().withProbe(choice);
        return BpfObject.load(only(programs), kernel, options);
    }

    private static void sync() {
        try (FileChannel file =
                FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            FILE.toFile().delete();
        }
    }

    @ParameterizedTest
    @EnumSource(ProbeChoice.class)
    void argumentsAndResultsAreThoseOfTheFunction(ProbeChoice choice) {
        try (Kernel kernel = Kernel.running();
                BpfObject object = load(kernel, choice, "sync_e", "sync_x", "call_x")) {
            object.attachAll();
            boolean kprobe = choice == ProbeChoice.KPROBE;
            assertThat(object.links())
                    .extracting(link -> link.target() instanceof AttachTarget.Kprobe)
                    .containsOnly(kprobe);
            sync();
            assertThat(object.variable("entries").getLong()).isPositive();
            assertThat(object.variable("returns").getLong())
                    .isEqualTo(object.variable("entries").getLong());
            assertThat(object.variable("last_end").getLong()).isEqualTo(Long.MAX_VALUE);
            assertThat(object.variable("last_datasync").getLong()).isEqualTo(1);
            assertThat(object.variable("last_result").getLong()).isZero();
            assertThatThrownBy(ProbesVmTest::syncWhatCannotBe)
                    .hasMessageContaining("Invalid argument");
            assertThat(object.variable("last_result").getLong()).isEqualTo(-22);
        }
    }

    /// Files of proc(5) have no fsync: EINVAL.
    private static void syncWhatCannotBe() {
        Path comm = Path.of("/proc/self/comm");
        try (FileChannel file = FileChannel.open(comm, StandardOpenOption.WRITE)) {
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Modules have types from 5.11 on.
    @Test
    void functionsOfModules() {
        try (Kernel kernel = Kernel.running();
                BpfObject object = load(kernel, ProbeChoice.AUTOMATIC, "module_e")) {
            object.attachAll();
            boolean typed = Files.exists(Path.of("/sys/kernel/btf/overlay"));
            assertThat(object.program("module_e").whyKprobe())
                    .isEqualTo(typed ? "" : "the kernel's types do not have the function");
            sync();
            assertThat(object.variable("module_entries").getLong()).isPositive();
        }
    }

    @Test
    void moreArgumentsThanATrampolinePasses() {
        try (Kernel kernel = Kernel.running();
                BpfObject object = load(kernel, ProbeChoice.AUTOMATIC, "many_e")) {
            object.attachAll();
            Link link = object.links().iterator().next();
            boolean kprobe = link.target() instanceof AttachTarget.Kprobe;
            assertThat(object.program("many_e").whyKprobe().isEmpty()).isNotEqualTo(kprobe);
            assertThat(kprobe).isEqualTo(!kernel.release().startsWith("6.12"));
        }
    }
}
