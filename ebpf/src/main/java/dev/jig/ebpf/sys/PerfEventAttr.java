// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// What perf_event_open(2) takes: the one place that knows which field of `struct perf_event_attr`
/// stands where (include/uapi/linux/perf_event.h).
///
/// @param type the kind of event, or the number of a PMU
/// @param period or frequency, if `flags` has {@link #FREQUENCY}
/// @param wakeup events or, with {@link #WATERMARK}, bytes after which a reader is woken
/// @param config1 of a probe: the address of a name
/// @param config2 of a probe: an offset
public record PerfEventAttr(
        int type,
        long config,
        long period,
        long sampleType,
        long flags,
        int wakeup,
        long config1,
        long config2) {
    public static final int SOFTWARE = 1;
    public static final int TRACEPOINT = 2;

    public static final long CPU_CLOCK = 0;
    public static final long BPF_OUTPUT = 10;

    public static final long SAMPLE_RAW = 0x400;

    public static final long FREQUENCY = 1 << 10;
    public static final long WATERMARK = 1 << 14;

    public static final long ENABLE = 0x2400;
    public static final long DISABLE = 0x2401;
    public static final long SET_PROGRAM = 0x40042408;

    private static final int SIZE = 128;
    private static final long CLOSE_ON_EXEC = 8;

    /// The tracepoint with that number in tracefs.
    public static PerfEventAttr tracepoint(long id) {
        return new PerfEventAttr(TRACEPOINT, id, 1, SAMPLE_RAW, 0, 1, 0, 0);
    }

    /// A kernel or user function; it has no sampling of its own.
    ///
    /// @param name address of the symbol's or file's name
    public static PerfEventAttr probe(int pmu, long config, long name, long offset) {
        return new PerfEventAttr(pmu, config, 0, 0, 0, 0, name, offset);
    }

    public static PerfEventAttr cpuClock(long frequency) {
        return new PerfEventAttr(SOFTWARE, CPU_CLOCK, frequency, 0, FREQUENCY, 0, 0, 0);
    }

    /// What `bpf_perf_event_output` writes to; a reader is woken by every event.
    public static PerfEventAttr bpfOutput() {
        return new PerfEventAttr(SOFTWARE, BPF_OUTPUT, 1, SAMPLE_RAW, WATERMARK, 1, 0, 0);
    }

    /// Opens the event.
    ///
    /// @param pid a process, -1 for all
    /// @param cpu a CPU, -1 for all
    /// @return as {@link Syscalls#call}
    public long open(Syscalls syscalls, int pid, int cpu) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(SIZE, 8);
            write(attr);
            return syscalls.call(
                    Syscall.PERF_EVENT_OPEN, attr.address(), pid, cpu, -1, CLOSE_ON_EXEC, 0);
        }
    }

    private void write(MemorySegment attr) {
        attr.set(JAVA_INT, 0, type);
        attr.set(JAVA_INT, 4, SIZE);
        attr.set(JAVA_LONG, 8, config);
        attr.set(JAVA_LONG, 16, period);
        attr.set(JAVA_LONG, 24, sampleType);
        attr.set(JAVA_LONG, 40, flags);
        attr.set(JAVA_INT, 48, wakeup);
        attr.set(JAVA_LONG, 56, config1);
        attr.set(JAVA_LONG, 64, config2);
    }
}
