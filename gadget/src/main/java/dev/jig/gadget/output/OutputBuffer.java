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
    private long used;

    public OutputBuffer(OutputTarget target) {
        this.target = target;
    }

    /// An address from which `bytes` bytes may be stored; flushes if they do not fit any more.
    long reserve(int bytes) {
        if (memory.byteSize() - used < bytes) {
            makeRoom(bytes);
        }
        return memory.address() + used;
    }

    private void makeRoom(int bytes) {
        flush();
        if (memory.byteSize() < 2L * bytes) {
            arena.close();
            arena = Arena.ofShared();
            memory = arena.allocate(2L * bytes);
        }
    }

    /// Makes what was stored since {@link #reserve} part of the output.
    ///
    /// @param end the address behind it
    void commit(long end) {
        used = end - memory.address();
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
        if (used > 0) {
            long length = used;
            used = 0;
            target.write(memory, length);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
