// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// An immutable run of bytes with value equality.
public final class Bytes {
    private static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    public static Bytes empty() {
        return EMPTY;
    }

    /// Copies the array.
    public static Bytes copyOf(byte[] content) {
        return content.length == 0 ? EMPTY : new Bytes(content.clone());
    }

    public static Bytes zeros(int size) {
        return size == 0 ? EMPTY : new Bytes(new byte[size]);
    }

    public int size() {
        return content.length;
    }

    public byte at(int index) {
        return content[index];
    }

    /// A copy.
    public byte[] toArray() {
        return content.clone();
    }

    /// A read-only view.
    public ByteBuffer buffer(ByteOrder order) {
        return ByteBuffer.wrap(content).asReadOnlyBuffer().order(order);
    }

    public Bytes slice(int offset, int size) {
        return new Bytes(Arrays.copyOfRange(content, offset, offset + size));
    }

    /// A copy in which the bytes from `offset` on are those of `patch`.
    public Bytes patched(int offset, Bytes patch) {
        byte[] copy = content.clone();
        System.arraycopy(patch.content, 0, copy, offset, patch.content.length);
        return new Bytes(copy);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(content);
    }
}
