// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.Descriptors;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// An iterator program, ready to be run (5.8). Iterators over sockets see the network namespace of
/// the calling thread, iterators over tasks its pid namespace. Several threads may read at the same
/// time.
public final class IteratorLink implements Link {
    /// The kernel collects up to eight pages before it hands out (kernel/bpf/bpf_iter.c).
    private static final int PAGES = 8;

    private final Kernel kernel;
    private final OpenLink held;
    private final int fd;

    IteratorLink(Kernel kernel, OpenLink held, int fd) {
        this.kernel = kernel;
        this.held = held;
        this.fd = fd;
    }

    @Override
    public String program() {
        return held.program();
    }

    @Override
    public AttachTarget target() {
        return held.target();
    }

    @Override
    public String mechanism() {
        return held.mechanism();
    }

    @Override
    public boolean open() {
        return held.open();
    }

    /// Walks over all objects once and hands out what the program writes, in pieces. A piece holds
    /// what the program wrote for one or several objects, never part of one.
    ///
    /// @return bytes handed out
    /// @throws KernelException E2BIG if the program writes more than eight pages for one object
    /// @throws IllegalStateException if the link is closed
    public long read(EventHandler handler) {
        if (!held.open()) {
            throw new IllegalStateException("read iterator " + program() + ": it is closed");
        }
        Descriptors descriptors = kernel.host().descriptors();
        int iterator = checked(kernel.host().bpf().createIterator(fd));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment piece = arena.allocate((long) PAGES * kernel.pageSize(), 8);
            return read(descriptors, iterator, piece, handler);
        } finally {
            descriptors.close(iterator);
        }
    }

    private long read(
            Descriptors descriptors, int iterator, MemorySegment piece, EventHandler handler) {
        long total = 0;
        while (true) {
            long count = descriptors.read(iterator, piece.address(), piece.byteSize());
            if (Errno.of(-count) == Errno.EAGAIN) {
                continue;
            }
            if (checked(count) == 0) {
                return total;
            }
            handler.event(piece, 0, (int) count);
            total += count;
        }
    }

    private int checked(long result) {
        if (result < 0) {
            throw Failures.of(kernel, "read iterator", program(), result);
        }
        return (int) result;
    }

    @Override
    public void close() {
        held.close();
    }
}
