// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/// Writes records into simulated ring buffer memory as the kernel does. The data that the kernel
/// maps twice is kept twice here, by writing everything in both places. For one producer thread.
final class RingProducer {
    static final int PAGE = 4096;
    static final int BUSY = 1 << 31;
    static final int DISCARDED = 1 << 30;

    private static final VarHandle LONG = JAVA_LONG.varHandle();
    private static final VarHandle INT = JAVA_INT.varHandle();

    final MemorySegment memory;
    final int size;
    private long position;

    RingProducer(Arena arena, int size) {
        this.size = size;
        memory = arena.allocate(2L * PAGE + 2L * size, PAGE);
    }

    RingMemory reader() {
        return new RingMemory(memory, PAGE, size);
    }

    /// Starts both positions elsewhere, as if so much had gone through already.
    void startAt(long start) {
        position = start;
        LONG.setVolatile(memory, 0L, start);
        LONG.setVolatile(memory, (long) PAGE, start);
    }

    long consumer() {
        return (long) LONG.getAcquire(memory, 0L);
    }

    /// Makes room for a record that stays busy.
    ///
    /// @return where it is, -1 if there is no room
    long reserve(int length) {
        long step = (length + 8L + 7) & ~7;
        if (position + step - consumer() > size) {
            return -1;
        }
        long at = position & (size - 1);
        putInt(at, length | BUSY);
        position += step;
        LONG.setRelease(memory, (long) PAGE, position);
        return at;
    }

    /// Ends a record.
    void commit(long at, int length, int flags) {
        putInt(at, length | flags);
    }

    /// Writes one byte of a record's payload.
    void put(long at, int index, byte value) {
        long offset = (at + 8 + index) % size;
        memory.set(java.lang.foreign.ValueLayout.JAVA_BYTE, 2L * PAGE + offset, value);
        memory.set(java.lang.foreign.ValueLayout.JAVA_BYTE, 2L * PAGE + size + offset, value);
    }

    /// Writes the payload's first long.
    void putLong(long at, long value) {
        long offset = (at + 8) % size;
        memory.set(JAVA_LONG, 2L * PAGE + offset, value);
        memory.set(JAVA_LONG, 2L * PAGE + size + offset, value);
    }

    private void putInt(long at, int value) {
        INT.setRelease(memory, 2L * PAGE + at, value);
        INT.setRelease(memory, 2L * PAGE + size + at, value);
    }
}
