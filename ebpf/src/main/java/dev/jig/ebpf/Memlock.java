// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.jig.ebpf.sys.Syscall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Before 5.11 the kernel counts eBPF memory against the process's limit of locked memory, which is
/// too low by default. Only there the limit is raised.
final class Memlock {
    private static final int RLIMIT_MEMLOCK = 8;
    private static final long UNLIMITED = -1;

    private Memlock() {}

    static void raise(Kernel kernel) {
        if (kernel.features().lacks(Feature.MEMORY_ACCOUNTING)) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment limit = arena.allocateFrom(JAVA_LONG, UNLIMITED, UNLIMITED);
                kernel.host()
                        .syscalls()
                        .call(Syscall.PRLIMIT64, 0, RLIMIT_MEMLOCK, limit.address(), 0);
            }
        }
    }
}
