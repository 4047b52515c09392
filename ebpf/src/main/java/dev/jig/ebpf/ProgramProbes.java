// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static dev.jig.ebpf.Code.EXIT;
import static dev.jig.ebpf.Code.RETURN_ZERO;
import static dev.jig.ebpf.Code.call;
import static dev.jig.ebpf.Code.instruction;

import dev.jig.ebpf.sys.Bpf;
import dev.jig.ebpf.sys.CStrings;
import dev.jig.ebpf.sys.MapCreation;
import dev.jig.ebpf.sys.ProgramLoad;
import dev.jig.ebpf.sys.TestRunCall;
import dev.jig.object.MapType;
import dev.jig.object.ProgramKind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Features of programs, probed by loading one of a few instructions.
final class ProgramProbes implements FeatureProbes.Group {
    static final int PROBE_READ_KERNEL = 113;
    static final int KTIME_GET_BOOT_NS = 125;

    /// Came with 5.11, as memory accounting did; nothing else of that version can be probed as
    /// cheaply.
    private static final int KTIME_GET_COARSE_NS = 160;

    private static final int SLOTS_BEFORE_5_2 = 4096;
    private static final int ETHERNET_HEADER = 14;
    private static final int PSEUDO_MAP_VALUE = 2;

    private final Bpf bpf;
    private final Kernel kernel;
    private final ProbeAnswers answers;

    ProgramProbes(Kernel kernel, ProbeAnswers answers) {
        this.kernel = kernel;
        this.bpf = kernel.host().bpf();
        this.answers = answers;
    }

    @Override
    public Optional<Probe> probe(Feature feature) {
        return Optional.ofNullable(
                switch (feature) {
                    case FUNCTION_CALLS -> filter(feature, functionCall(), Errno.EINVAL);
                    case BOUNDED_LOOPS -> filter(feature, loop(), Errno.EINVAL);
                    case LARGE_PROGRAMS -> filter(feature, large(), Errno.E2BIG);
                    case GLOBAL_DATA -> globalData();
                    case PROBE_READ_KERNEL ->
                            loaded(feature, ProgramKind.TRACEPOINT, probeRead(), Errno.EINVAL);
                    case KTIME_GET_BOOT_NS ->
                            loaded(
                                    feature,
                                    ProgramKind.TRACEPOINT,
                                    Code.of(call(KTIME_GET_BOOT_NS), EXIT),
                                    Errno.EINVAL);
                    case MEMORY_ACCOUNTING ->
                            filter(feature, Code.of(call(KTIME_GET_COARSE_NS), EXIT), Errno.EINVAL);
                    case FUNCTION_INFO -> functionInfo();
                    case TEST_RUN -> testRun();
                    default -> null;
                });
    }

    private Probe filter(Feature feature, Code code, Errno no) {
        return loaded(feature, ProgramKind.SOCKET_FILTER, code, no);
    }

    private Probe loaded(Feature feature, ProgramKind kind, Code code, Errno no) {
        return answers.made(feature, load(kind, code), no);
    }

    private long load(ProgramKind kind, Code code) {
        try (Arena arena = Arena.ofConfined()) {
            return bpf.loadProgram(program(arena, kind, code)).status();
        }
    }

    static ProgramLoad program(Arena arena, ProgramKind kind, Code code) {
        return ProgramLoad.plain(
                kind.programType(), code.allocate(arena), CStrings.allocate(arena, "GPL"));
    }

    /// `f()` and, behind it, `f: r0 = 0; exit`.
    private static Code functionCall() {
        return Code.of(instruction(0x85, 0, 1, 0, 1), EXIT, RETURN_ZERO, EXIT);
    }

    /// `r0 = 2; do r0 -= 1; while (r0 != 0)`
    private static Code loop() {
        return Code.of(
                instruction(0xb7, 0, 0, 0, 2),
                instruction(0x07, 0, 0, 0, -1),
                instruction(0x55, 0, 0, -2, 0),
                EXIT);
    }

    private static Code large() {
        long[] slots = new long[SLOTS_BEFORE_5_2 + 1];
        Arrays.fill(slots, RETURN_ZERO);
        slots[SLOTS_BEFORE_5_2] = EXIT;
        return Code.of(slots);
    }

    /// `bpf_probe_read_kernel(fp - 8, 8, 0)`
    private static Code probeRead() {
        return Code.of(
                instruction(0xbf, 1, 10, 0, 0),
                instruction(0x07, 1, 0, 0, -8),
                instruction(0xb7, 2, 0, 0, 8),
                instruction(0xb7, 3, 0, 0, 0),
                call(PROBE_READ_KERNEL),
                RETURN_ZERO,
                EXIT);
    }

    private Probe globalData() {
        long map = bpf.createMap(MapCreation.plain(MapType.ARRAY.code(), 4, 32, 1, 0));
        if (map < 0) {
            return answers.refused(Feature.GLOBAL_DATA, map, Set.of(), Set.of());
        }
        try {
            Code code =
                    Code.of(
                            instruction(0x18, 1, PSEUDO_MAP_VALUE, 0, (int) map),
                            instruction(0, 0, 0, 0, 16),
                            RETURN_ZERO,
                            EXIT);
            return filter(Feature.GLOBAL_DATA, code, Errno.EINVAL);
        } finally {
            kernel.host().descriptors().close((int) map);
        }
    }

    private Probe functionInfo() {
        try (Arena arena = Arena.ofConfined()) {
            ProgramLoad load = program(arena, ProgramKind.SOCKET_FILTER, Code.trivial());
            return answers.refused(
                    Feature.FUNCTION_INFO,
                    bpf.loadWithFunctionInfo(load),
                    Set.of(Errno.EINVAL, Errno.EBADF),
                    Set.of(Errno.E2BIG));
        }
    }

    private Probe testRun() {
        long program = load(ProgramKind.SOCKET_FILTER, Code.trivial());
        if (program < 0) {
            return answers.refused(Feature.TEST_RUN, program, Set.of(), Set.of());
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment none = MemorySegment.NULL;
            MemorySegment packet = arena.allocate(ETHERNET_HEADER);
            long status =
                    bpf.testRun(new TestRunCall((int) program, packet, none, none, none, 1))
                            .status();
            return answers.refused(
                    Feature.TEST_RUN, status, Set.of(), Set.of(Errno.EINVAL, Errno.ENOTSUPP));
        } finally {
            kernel.host().descriptors().close((int) program);
        }
    }
}
