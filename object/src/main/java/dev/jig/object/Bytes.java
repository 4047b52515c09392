// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An immutable run of bytes with value equality. Zeros at the end take no room, so that the large
/// empty section of a small file costs nothing.
public final class Bytes {
    private static final Bytes EMPTY = new Bytes(new byte[0], 0);

    /// The bytes up to the last that is not zero, at least.
    private final byte[] content;

    private final int size;

    private Bytes(byte[] content, int size) {
        this.content = content;
        this.size = size;
    }

    public static Bytes empty() {
        return EMPTY;
    }

    /// Copies the array.
    public static Bytes copyOf(byte[] content) {
        return content.length == 0 ? EMPTY : new Bytes(content.clone(), content.length);
    }

    /// Copies the buffer's bytes from position to limit.
    public static Bytes copyOf(ByteBuffer buffer) {
        byte[] content = new byte[buffer.remaining()];
        buffer.get(buffer.position(), content);
        return new Bytes(content, content.length);
    }

    /// A whole number's lowest bytes.
    ///
    /// @param size how many, at most 8
    public static Bytes ofNumber(long number, int size, ByteOrder order) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(order).putLong(0, number);
        int from = order == ByteOrder.BIG_ENDIAN ? Long.BYTES - size : 0;
        return copyOf(bytes.slice(from, size));
    }

    public static Bytes zeros(int size) {
        return size == 0 ? EMPTY : new Bytes(EMPTY.content, size);
    }

    public int size() {
        return size;
    }

    public byte at(int index) {
        Objects.checkIndex(index, size);
        return index < content.length ? content[index] : 0;
    }

    /// A copy.
    public byte[] toArray() {
        return Arrays.copyOf(content, size);
    }

    /// A read-only view.
    public ByteBuffer buffer(ByteOrder order) {
        byte[] whole = content.length == size ? content : toArray();
        return ByteBuffer.wrap(whole).asReadOnlyBuffer().order(order);
    }

    public Bytes slice(int offset, int length) {
        Objects.checkFromIndexSize(offset, length, size);
        int end = Math.min(offset + length, content.length);
        return offset >= end
                ? zeros(length)
                : new Bytes(Arrays.copyOfRange(content, offset, end), length);
    }

    /// A copy in which the bytes from `offset` on are those of `patch`.
    public Bytes patched(int offset, Bytes patch) {
        Objects.checkFromIndexSize(offset, patch.size, size);
        byte[] copy = Arrays.copyOf(content, Math.max(content.length, offset + patch.size));
        System.arraycopy(patch.toArray(), 0, copy, offset, patch.size);
        return new Bytes(copy, size);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes that
                && size == that.size
                && Arrays.equals(content, 0, significant(), that.content, 0, that.significant());
    }

    private int significant() {
        int length = content.length;
        while (length > 0 && content[length - 1] == 0) {
            length--;
        }
        return length;
    }

    @Override
    public int hashCode() {
        int hash = size;
        int length = significant();
        for (int index = 0; index < length; index++) {
            hash = hash * 31 + content[index];
        }
        return hash;
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(toArray());
    }
}
