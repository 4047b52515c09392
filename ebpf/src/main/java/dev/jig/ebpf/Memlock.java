// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.jig.ebpf.sys.Syscall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Before 5.11 the kernel counts eBPF memory against the process's limit of locked memory, which is
/// too low by default. There the limit is raised, and where it could not be told: the probe's own
/// program fails with EPERM when others have used the limit up.
final class Memlock {
    private static final int RLIMIT_MEMLOCK = 8;
    private static final long UNLIMITED = -1;

    private Memlock() {}

    static void raise(Kernel kernel) {
        if (kernel.features().has(Feature.MEMORY_ACCOUNTING) != Answer.YES) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment limit = arena.allocateFrom(JAVA_LONG, UNLIMITED, UNLIMITED);
                kernel.host()
                        .syscalls()
                        .call(Syscall.PRLIMIT64, 0, RLIMIT_MEMLOCK, limit.address(), 0);
            }
        }
    }
}
