// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/// The memory of one CPU's perf buffer (include/uapi/linux/perf_event.h, `struct
/// perf_event_mmap_page`) and how records are taken out of it: a control page, then the data. A
/// record that wraps is put together in scratch memory; all others are handed out where they are.
/// For one thread.
final class PerfMemory {
    private static final VarHandle LONG = JAVA_LONG.varHandle();

    private static final long HEAD = 1024;
    private static final long TAIL = 1032;

    private static final int TYPE_LOST = 2;
    private static final int TYPE_SAMPLE = 9;
    private static final int HEADER = 8;

    /// The header of a record has 16 bits for its size.
    static final int LARGEST_RECORD = 1 << 16;

    private final MemorySegment memory;
    private final MemorySegment scratch;
    private final long dataAt;
    private final long size;
    private long lost;

    /// @param memory `[control page][data]`
    /// @param pageSize bytes
    /// @param size of the data, a power of two, bytes
    /// @param scratch of {@link #LARGEST_RECORD}
    PerfMemory(MemorySegment memory, long pageSize, long size, MemorySegment scratch) {
        this.memory = memory;
        this.dataAt = pageSize;
        this.size = size;
        this.scratch = scratch;
    }

    /// Delivers what is there at the time of the call, and no more.
    ///
    /// @return events delivered
    /// @throws CorruptedBufferException if the memory holds what the kernel never writes
    int drain(EventHandler handler) {
        long head = (long) LONG.getAcquire(memory, HEAD);
        long tail = (long) LONG.get(memory, TAIL);
        if (head - tail < 0 || head - tail > size) {
            throw corrupted("the positions do not fit", head, tail);
        }
        int delivered = 0;
        while (tail != head) {
            long at = dataAt + (tail & (size - 1));
            int length = Short.toUnsignedInt(memory.get(JAVA_SHORT, at + 6));
            if (length < HEADER || length > head - tail || (length & 7) != 0) {
                throw corrupted("a record has an impossible size", head, tail);
            }
            tail += length;
            delivered += record(handler, at, length, tail);
        }
        return delivered;
    }

    /// @return events delivered: 1 or 0
    private int record(EventHandler handler, long at, int length, long consumed) {
        boolean wraps = at + length > dataAt + size;
        MemorySegment record = wraps ? joined(at, length) : memory;
        long start = wraps ? 0 : at;
        try {
            return record(handler, record, start, length);
        } finally {
            LONG.setRelease(memory, TAIL, consumed);
        }
    }

    private int record(EventHandler handler, MemorySegment record, long start, int length) {
        switch (record.get(JAVA_INT, start)) {
            case TYPE_SAMPLE -> {
                sample(handler, record, start + HEADER, length - HEADER);
                return 1;
            }
            case TYPE_LOST -> lost += lostIn(record, start, length);
            default -> {}
        }
        return 0;
    }

    private MemorySegment joined(long at, int length) {
        long first = dataAt + size - at;
        MemorySegment.copy(memory, at, scratch, 0, first);
        MemorySegment.copy(memory, dataAt, scratch, first, length - first);
        return scratch;
    }

    /// A length word, then so many bytes, of which the last few may be padding.
    private void sample(EventHandler handler, MemorySegment record, long start, int room) {
        int length = room < Integer.BYTES ? -1 : record.get(JAVA_INT, start);
        if (length < 0 || length > room - Integer.BYTES) {
            throw new CorruptedBufferException(
                    "read perf buffer: a sample of " + length + " bytes in a record of " + room);
        }
        handler.event(record, start + Integer.BYTES, length);
    }

    /// The event's id, then the number of lost records.
    private static long lostIn(MemorySegment record, long start, int length) {
        return length < HEADER + 16 ? 0 : record.get(JAVA_LONG, start + HEADER + 8);
    }

    long lost() {
        return lost;
    }

    private static CorruptedBufferException corrupted(String fact, long head, long tail) {
        return new CorruptedBufferException(
                "read perf buffer: %s (head at %d, tail at %d)".formatted(fact, head, tail));
    }
}
