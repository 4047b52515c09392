// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Native memory by address, unchecked: a constant base lets the compiler reduce an access to one
/// instruction. Who calls has made sure that the address is inside memory that is alive: readers by
/// {@link RecordWindow}, writers by {@link FieldWriter#maxBytes}.
///
/// Words of text are little-endian on every machine (the first byte is the lowest), numbers are in
/// the machine's order.
public final class Memory {
    /// Text is stored a word at a time: what is written may be overwritten up to this many bytes
    /// beyond its end.
    public static final int SLACK = 8;

    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private static final ValueLayout.OfLong WORD =
            JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort PAIR =
            JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Memory() {}

    /// Eight bytes of text, the first one lowest.
    public static long word(long at) {
        return ALL.get(WORD, at);
    }

    /// Stores eight bytes of text, the lowest one first.
    public static void putWord(long at, long word) {
        ALL.set(WORD, at, word);
    }

    /// Stores two bytes of text, the lower one first.
    public static void putPair(long at, short pair) {
        ALL.set(PAIR, at, pair);
    }

    /// Stores one byte.
    public static void putByte(long at, int value) {
        ALL.set(JAVA_BYTE, at, (byte) value);
    }

    /// A byte, 0 to 255.
    public static int unsignedByte(long at) {
        return ALL.get(JAVA_BYTE, at) & 0xff;
    }

    /// A number of the machine's order.
    public static int integer(long at) {
        return ALL.get(JAVA_INT_UNALIGNED, at);
    }

    /// A number of the machine's order.
    public static long longInteger(long at) {
        return ALL.get(JAVA_LONG_UNALIGNED, at);
    }

    /// A whole number of 1, 2, 4 or 8 bytes; one of 8 bytes without sign may come out negative.
    public static long whole(long at, int size, boolean signed) {
        return switch (size) {
            case 1 -> signed ? (byte) unsignedByte(at) : unsignedByte(at);
            case 2 -> shortInteger(at, signed);
            case 4 -> signed ? integer(at) : integer(at) & 0xffff_ffffL;
            default -> longInteger(at);
        };
    }

    private static long shortInteger(long at, boolean signed) {
        short number = ALL.get(JAVA_SHORT_UNALIGNED, at);
        return signed ? number : number & 0xffff;
    }

    /// Copies bytes; the target must have {@link #SLACK} more.
    ///
    /// @return where the copy ends
    public static long copy(long from, int length, long to) {
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            putWord(to + i, word(from + i));
        }
        for (; i < length; i++) {
            putByte(to + i, unsignedByte(from + i));
        }
        return to + length;
    }

    /// Copies an array's first bytes.
    ///
    /// @return where the copy ends
    public static long copy(byte[] from, int length, long to) {
        for (int i = 0; i < length; i++) {
            putByte(to + i, from[i]);
        }
        return to + length;
    }
}
