// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.ebpf.testing.LeakGuard;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("live")
@ExtendWith(LeakGuard.class)
class KernelLiveTest {
    @Test
    void factsOfTheRunningKernel() {
        try (Kernel kernel = Kernel.running()) {
            System.out.println(
                    kernel.release()
                            + " "
                            + kernel.version()
                            + " "
                            + kernel.possibleCpus()
                            + " "
                            + kernel.onlineCpus()
                            + " "
                            + kernel.lockdown()
                            + " "
                            + kernel.capabilities()
                            + " "
                            + kernel.tracefs()
                            + " "
                            + kernel.config("CONFIG_BPF")
                            + " "
                            + kernel.pageSize());
            for (Probe probe : kernel.features().all()) {
                System.out.println(probe);
            }
            System.out.println(kernel.warnings());
            assertThat(kernel.hasTracepoint("syscalls", "sys_enter_execve")).isTrue();
            assertThat(kernel.hasTracepoint("syscalls", "sys_enter_nothing")).isFalse();
            System.out.println(kernel.kallsyms().functions("vfs_read"));
            System.out.println(
                    kernel.kallsyms().at(kernel.kallsyms().address("vfs_read").getAsLong() + 5));
        }
    }
}
