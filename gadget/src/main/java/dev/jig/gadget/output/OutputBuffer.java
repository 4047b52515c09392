// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.value.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Native memory in which output is put together, given to its target when full or flushed. Several
/// sinks may share one.
///
/// Not safe for use by several threads at once. {@link #close} frees the memory and does not flush.
public final class OutputBuffer implements AutoCloseable {
    private static final int DEFAULT_BYTES = 64 << 10;

    private final OutputTarget target;
    private Arena arena = Arena.ofShared();
    private MemorySegment memory = arena.allocate(DEFAULT_BYTES);
    private long end = memory.address();
    private long limit = end + memory.byteSize();

    public OutputBuffer(OutputTarget target) {
        this.target = target;
    }

    /// An address from which `bytes` bytes may be stored; flushes if they do not fit any more.
    long reserve(int bytes) {
        if (limit - end < bytes) {
            makeRoom(bytes);
        }
        return end;
    }

    private void makeRoom(int bytes) {
        flush();
        if (memory.byteSize() < 2L * bytes) {
            arena.close();
            arena = Arena.ofShared();
            memory = arena.allocate(2L * bytes);
            end = memory.address();
            limit = end + memory.byteSize();
        }
    }

    /// Makes what was stored since {@link #reserve} part of the output.
    ///
    /// @param newEnd the address behind it
    void commit(long newEnd) {
        end = newEnd;
    }

    /// Makes a text part of the output.
    void append(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        long at = reserve(utf8.length);
        commit(Memory.copy(utf8, utf8.length, at));
    }

    /// Gives all output to the target.
    ///
    /// @throws ReaderGoneException if nobody will ever read it; the output is dropped
    public void flush() {
        long length = end - memory.address();
        if (length > 0) {
            end = memory.address();
            target.write(memory, length);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
