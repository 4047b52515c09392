// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.Errno;
import dev.jig.ebpf.KernelException;
import dev.jig.ebpf.sys.Descriptors;
import dev.jig.ebpf.sys.NativeSyscalls;
import dev.jig.ebpf.sys.Syscall;
import dev.jig.ebpf.sys.Syscalls;
import dev.jig.gadget.output.OutputTarget;
import dev.jig.gadget.output.ReaderGoneException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Stdout by write(2), straight from native memory. Text that Java has printed before must have
/// been flushed.
final class StandardOutput implements OutputTarget {
    private static final int EPIPE = 32;
    private static final int EAGAIN = 11;
    private static final int POLL_ENTRY_BYTES = 8;
    private static final short POLLOUT = 4;

    private final Syscalls syscalls = new NativeSyscalls();
    private final Descriptors descriptors = new Descriptors(syscalls);

    @Override
    public void write(MemorySegment buffer, long length) {
        long done = 0;
        while (done < length) {
            long written = descriptors.write(Tty.OUT, buffer.address() + done, length - done);
            if (written >= 0) {
                done += written;
            } else {
                overcome((int) -written);
            }
        }
    }

    private void overcome(int errno) {
        switch (errno) {
            case EPIPE -> throw new ReaderGoneException();
            case EAGAIN -> awaitRoom();
            default -> throw new KernelException("write to", "stdout", Errno.of(errno), null);
        }
    }

    /// Somebody who shares the pipe has made it non-blocking.
    private void awaitRoom() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entry = arena.allocate(POLL_ENTRY_BYTES, Integer.BYTES);
            entry.set(ValueLayout.JAVA_INT, 0, Tty.OUT);
            entry.set(ValueLayout.JAVA_SHORT, Integer.BYTES, POLLOUT);
            syscalls.call(Syscall.PPOLL, entry.address(), 1, 0, 0);
        }
    }
}
