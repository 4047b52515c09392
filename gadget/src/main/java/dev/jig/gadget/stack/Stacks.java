// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.stack;

import dev.jig.ebpf.BpfMap;
import dev.jig.ebpf.Kallsyms;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The stacks of a running gadget. What is needed to name addresses of user space is read by a
/// thread of its own. {@link #close()} ends the thread; the maps are not closed.
public final class Stacks implements StackSource, StackReadiness, AutoCloseable {
    /// Where the headers keep stacks of the kernel.
    public static final String KERNEL_MAP = "ig_kstack";

    /// Where the headers keep stacks of user space.
    public static final String USER_MAP = "ig_ustack";

    private static final Path PROC = Path.of("/proc");

    private final @Nullable BpfMap kernel;
    private final @Nullable BpfMap user;
    private final @Nullable FunctionNames functions;
    private final @Nullable Processes processes;
    private final StackFrames frames;
    private final long[] addresses = new long[StackFrames.MAX];
    private volatile Runnable listener = () -> {};

    /// Reads the kernel's symbols if events have stacks of the kernel: some ten milliseconds.
    ///
    /// @param kernel where stacks of the kernel are, null if events have none
    /// @param user where those of user space are, null if events have none
    public Stacks(@Nullable BpfMap kernel, @Nullable BpfMap user, Kallsyms symbols) {
        this.kernel = kernel;
        this.user = user;
        this.functions = kernel == null ? null : new FunctionNames(symbols);
        this.processes =
                user == null ? null : new Processes(new ProcessFiles(PROC), () -> listener.run());
        this.frames = frames(Kind.USER);
    }

    /// Says whom to tell, on the thread that reads, that something has become known.
    public void listener(Runnable newListener) {
        listener = newListener;
    }

    private @Nullable BpfMap map(Kind kind) {
        return kind == Kind.KERNEL ? kernel : user;
    }

    @Override
    public StackFrames frames(Kind kind) {
        BpfMap map = map(kind);
        return new StackFrames(map == null ? 0 : map.spec().valueSize());
    }

    @Override
    public int read(Kind kind, int id, StackFrames into) {
        BpfMap map = map(kind);
        return map == null ? NONE.read(kind, id, into) : into.read(map, id);
    }

    @Override
    public @Nullable AsciiName kernelFunction(long address) {
        return functions == null ? null : functions.of(address);
    }

    @Override
    public @Nullable AddressSpace process(int pid, long startCode, long startStack) {
        return processes == null ? null : processes.find(pid, startCode, startStack);
    }

    @Override
    public boolean ready(int id, int pid, long startCode, long startStack) {
        if (processes == null || pid == 0 || read(Kind.USER, id, frames) != 0) {
            return true;
        }
        for (int i = 0; i < frames.count(); i++) {
            addresses[i] = frames.place(i);
        }
        return processes.ready(pid, startCode, startStack, addresses, frames.count());
    }

    @Override
    public void await(long millis) {
        if (processes != null) {
            processes.await(millis);
        }
    }

    @Override
    public void close() {
        if (processes != null) {
            processes.close();
        }
    }
}
