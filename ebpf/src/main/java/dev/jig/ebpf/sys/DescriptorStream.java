// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reads a descriptor, which it owns, in pieces. For one thread.
final class DescriptorStream extends InputStream {
    /// Small, since the JVM zeroes the memory word by word: 64 KiB take 1 ms at start-up. Files of
    /// the kernel give about a page at a time anyway.
    private static final int PIECE = 8 << 10;

    private final Descriptors descriptors;
    private final int fd;
    private final String path;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment piece = arena.allocate(PIECE);
    private int next;
    private int end;
    private boolean closed;

    DescriptorStream(Descriptors descriptors, int fd, String path) {
        this.descriptors = descriptors;
        this.fd = fd;
        this.path = path;
    }

    @Override
    public int read() throws SystemCallException {
        return fill() ? piece.get(ValueLayout.JAVA_BYTE, next++) & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws SystemCallException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, end - next);
        MemorySegment.copy(piece, ValueLayout.JAVA_BYTE, next, target, offset, count);
        next += count;
        return count;
    }

    private boolean fill() throws SystemCallException {
        if (next < end) {
            return true;
        }
        long count = descriptors.read(fd, piece.address(), PIECE);
        if (count < 0) {
            throw new SystemCallException(path, (int) -count);
        }
        next = 0;
        end = (int) count;
        return count > 0;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            descriptors.close(fd);
            arena.close();
        }
    }
}
