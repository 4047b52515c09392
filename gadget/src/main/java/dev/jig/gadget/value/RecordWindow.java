// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.schema.FieldType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.Objects;

/// The border between checked segments and {@link Memory}: gives a record an address from which all
/// fixed fields can be read. A record that is cut short, or that is not in native memory, is copied
/// and continued with zeros.
///
/// Not safe for use by several threads; {@link #close} frees the copy's memory.
public final class RecordWindow implements AutoCloseable {
    private final int fixedBytes;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment padded;

    /// @param types what will be read
    public RecordWindow(Collection<? extends FieldType> types) {
        fixedBytes = types.stream().mapToInt(Extent::fixedEnd).max().orElse(0);
        int listBytes = types.stream().mapToInt(Extent::end).max().orElse(0);
        padded = arena.allocate(Math.max(1, Math.max(fixedBytes, listBytes)));
    }

    /// Where the record can be read: its fixed fields wholly, its lists up to its length. Valid as
    /// long as the record is and until the next call.
    ///
    /// @throws IndexOutOfBoundsException if the record is not inside the segment
    public long address(MemorySegment memory, long offset, int length) {
        Objects.checkFromIndexSize(offset, length, memory.byteSize());
        return length >= fixedBytes && memory.isNative()
                ? memory.address() + offset
                : copy(memory, offset, length);
    }

    /// How many bytes can be read at the address of a record of that length.
    public int readableBytes(int length) {
        return (int) Math.min(Math.max(length, fixedBytes), padded.byteSize());
    }

    private long copy(MemorySegment memory, long offset, int length) {
        long kept = Math.min(length, padded.byteSize());
        padded.fill((byte) 0);
        MemorySegment.copy(memory, offset, padded, 0, kept);
        return padded.address();
    }

    @Override
    public void close() {
        arena.close();
    }
}
