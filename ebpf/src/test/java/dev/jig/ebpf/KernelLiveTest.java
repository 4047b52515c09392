// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.ebpf.testing.LeakGuard;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfSupport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("live")
@ExtendWith(LeakGuard.class)
class KernelLiveTest {
    private final Kernel kernel = Kernel.running();

    @AfterEach
    void close() {
        kernel.close();
    }

    @Test
    void factsAgreeWithWhatTheSystemSays() throws IOException {
        assertThat(kernel.release()).isEqualTo(System.getProperty("os.version"));
        assertThat(kernel.release()).startsWith(kernel.version().major() + ".");
        assertThat(kernel.possibleCpus())
                .isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(kernel.onlineCpus()).doesNotHaveDuplicates().isSorted().contains(0);
        assertThat(kernel.capabilities()).contains(Capability.CAP_BPF, Capability.CAP_SYS_ADMIN);
        assertThat(kernel.config("CONFIG_BPF")).contains("y");
        assertThat(kernel.btf().bytes().remaining())
                .isEqualTo((int) Files.size(Path.of("/sys/kernel/btf/vmlinux")));
        assertThat(kernel.warnings()).isEmpty();
    }

    @Test
    void typesAreMappedNotRead() throws IOException {
        assertThat(kernel.btf().find(BtfKind.STRUCT, "task_struct")).isPresent();
        boolean mapped =
                Files.readString(Path.of("/proc/self/maps")).contains("/sys/kernel/btf/vmlinux");
        assertThat(mapped).isEqualTo(kernel.version().compareTo(new KernelVersion(6, 16, 0)) >= 0);
    }

    @Test
    void tracepointsAreFoundWhereverTracefsIs() {
        assertThat(kernel.hasTracepoint("syscalls", "sys_enter_execve")).isTrue();
        assertThat(kernel.hasTracepoint("syscalls", "sys_enter_nothing")).isFalse();
    }

    /// A kernel that is new enough for a feature and was not built without it must have it: where
    /// the probe says no, the probe is wrong.
    @Test
    void featuresOfThisVersionAreThere() {
        for (Probe probe : kernel.features().all()) {
            KernelVersion since = VersionReader.parse(probe.feature().since()).orElseThrow();
            boolean byVersionAlone = !probe.feature().since().contains("CONFIG_");
            if (byVersionAlone && kernel.version().compareTo(since) >= 0) {
                assertThat(probe.answer()).as(probe.toString()).isNotEqualTo(Answer.NO);
            }
        }
        assertThat(kernel.features().has(Feature.RING_BUFFER)).isEqualTo(Answer.YES);
        assertThat(kernel.features().btfSupport()).isEqualTo(supportOf(kernel.version()));
    }

    private static Set<BtfSupport> supportOf(KernelVersion version) {
        Map<BtfSupport, KernelVersion> since =
                Map.of(
                        BtfSupport.FLOATS, new KernelVersion(5, 13, 0),
                        BtfSupport.DECLARATION_TAGS, new KernelVersion(5, 16, 0),
                        BtfSupport.TYPE_TAGS, new KernelVersion(5, 17, 0),
                        BtfSupport.ENUM64, new KernelVersion(6, 0, 0));
        Set<BtfSupport> support = BtfSupport.all();
        since.forEach((kind, first) -> {
            if (version.compareTo(first) < 0) {
                support.remove(kind);
            }
        });
        return support;
    }

    @Test
    void symbolsHaveAddresses() {
        long address = kernel.kallsyms().address("vfs_read").orElseThrow();
        assertThat(kernel.kallsyms().functions("vfs_read"))
                .extracting(Kallsyms.Symbol::address)
                .contains(address);
        assertThat(kernel.kallsyms().at(address + 5))
                .map(Kallsyms.Symbol::name)
                .contains("vfs_read");
    }
}
