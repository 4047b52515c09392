// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.jig.ebpf.sys.Bpf;
import dev.jig.ebpf.sys.TestRunCall;
import dev.jig.object.Bytes;
import dev.jig.object.ProgramSpec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A program in the kernel; it belongs to its {@link BpfObject}. Safe for use by several threads;
/// calls after the object is closed throw IllegalStateException.
public final class Program {
    /// Room for what a program puts before the packet.
    private static final int HEADROOM = 256;

    private static final int INFO_SIZE = 8;

    /// Where `run_cnt` of `struct bpf_prog_info` ends.
    private static final int STATISTICS_END = 208;

    /// @param runs how often
    /// @param nanoseconds of all runs together
    public record RunTime(long runs, long nanoseconds) {}

    private final Kernel kernel;
    private final Bpf bpf;
    private final ProgramSpec spec;
    private final String log;
    private final @Nullable ProgramSpec kprobe;
    private final String whyKprobe;
    private volatile int fd;

    Program(Kernel kernel, ProgramSpec spec, int fd, String log) {
        this(kernel, spec, fd, log, null, "");
    }

    private Program(
            Kernel kernel,
            ProgramSpec spec,
            int fd,
            String log,
            @Nullable ProgramSpec kprobe,
            String whyKprobe) {
        this.kernel = kernel;
        this.bpf = kernel.host().bpf();
        this.spec = spec;
        this.fd = fd;
        this.log = log;
        this.kprobe = kprobe;
        this.whyKprobe = whyKprobe;
    }

    /// The same program in the kernel, which was converted for a trampoline; this one is not to be
    /// used any more.
    Program madeOf(ProgramSpec original) {
        return new Program(kernel, spec, fd, log, original, "");
    }

    /// The same program in the kernel, which is not for a trampoline because of something; this one
    /// is not to be used any more.
    Program insteadOfTrampoline(String reason) {
        return new Program(kernel, spec, fd, log, null, reason);
    }

    /// What was converted for a trampoline, null if nothing was.
    @Nullable ProgramSpec kprobe() {
        return kprobe;
    }

    /// Why the program is attached by a kprobe although trampolines were wanted, in one line; `""`
    /// if there is nothing to say.
    public String whyKprobe() {
        return whyKprobe;
    }

    public String name() {
        return spec.name();
    }

    /// What was loaded, relocated for this kernel.
    public ProgramSpec spec() {
        return spec;
    }

    /// The file descriptor, owned by the object.
    public int fd() {
        int open = fd;
        if (open < 0) {
            throw new IllegalStateException("use program " + name() + ": its object is closed");
        }
        return open;
    }

    /// The kernel's number of this program (4.13).
    public int id() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(INFO_SIZE, 8);
            checked("read facts of", bpf.info(fd(), info));
            return info.get(JAVA_INT, 4);
        }
    }

    /// How often the program has run and for how long, counted while somebody holds a {@link
    /// RunStatistics} (5.8), or `kernel.bpf_stats_enabled` is set (5.1).
    public RunTime runTime() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(STATISTICS_END, 8);
            checked("read run time of", bpf.info(fd(), info));
            return new RunTime(info.get(JAVA_LONG, 200), info.get(JAVA_LONG, 192));
        }
    }

    /// What the verifier wrote, `""` unless {@link LoadOptions#logLevel()} asked for it.
    public String log() {
        return log;
    }

    /// Runs the program, attached to nothing (4.12; raw tracepoints 5.10, `syscall` 5.14). A
    /// context the kernel gives back after the run is that of {@link TestRun#context()}, else it is
    /// the one that was given.
    ///
    /// @throws KernelException if the kernel cannot run this type of program
    public TestRun testRun(TestRun.Input input) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = copy(arena, input.data());
            MemorySegment context = copy(arena, input.context());
            boolean packet = data.byteSize() > 0;
            MemorySegment dataOut = room(arena, packet ? data.byteSize() + HEADROOM : 0);
            MemorySegment contextOut = room(arena, packet ? context.byteSize() : 0);
            TestRunCall.Answer answer =
                    bpf.testRun(
                            new TestRunCall(
                                    fd(), data, dataOut, context, contextOut, input.repeat()));
            checked("run", answer.status());
            MemorySegment left = packet ? contextOut : context;
            return new TestRun(
                    answer.result(),
                    bytes(dataOut, answer.dataSize()),
                    bytes(left, left.byteSize()),
                    answer.nanoseconds());
        }
    }

    private static MemorySegment copy(Arena arena, Bytes bytes) {
        return room(arena, bytes.size()).copyFrom(MemorySegment.ofArray(bytes.toArray()));
    }

    private static MemorySegment room(Arena arena, long size) {
        return size == 0 ? MemorySegment.NULL : arena.allocate(size, 8);
    }

    private static Bytes bytes(MemorySegment segment, long size) {
        long length = Math.min(size, segment.byteSize());
        return Bytes.copyOf(segment.asSlice(0, length).toArray(JAVA_BYTE));
    }

    private void checked(String operation, long status) {
        if (status < 0) {
            throw Failures.of(kernel, operation + " program", name(), status);
        }
    }

    void close() {
        int open = fd;
        fd = -1;
        if (open >= 0) {
            kernel.host().descriptors().close(open);
        }
    }
}
