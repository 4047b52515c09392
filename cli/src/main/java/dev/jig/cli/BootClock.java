// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.sys.Syscall;
import dev.jig.ebpf.sys.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.LongSupplier;

/// The clock that eBPF programs stamp events with: nanoseconds since boot, sleep included.
final class BootClock implements LongSupplier {
    /// CLOCK_BOOTTIME of clock_gettime(2).
    private static final int BOOTTIME = 7;

    private static final int TIMESPEC_BYTES = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Syscalls syscalls;

    BootClock(Syscalls syscalls) {
        this.syscalls = syscalls;
    }

    @Override
    public long getAsLong() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(TIMESPEC_BYTES, Long.BYTES);
            syscalls.call(Syscall.CLOCK_GETTIME, BOOTTIME, time.address());
            return time.get(ValueLayout.JAVA_LONG, 0) * NANOS_PER_SECOND
                    + time.get(ValueLayout.JAVA_LONG, Long.BYTES);
        }
    }
}
