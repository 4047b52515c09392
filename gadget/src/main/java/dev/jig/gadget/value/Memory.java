// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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

    private static final VarHandle LONG_OF_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT_OF_BYTES =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /// All bits an address of a process can have.
    public static final long ADDRESS_BITS = (1L << 56) - 1;

    private Memory() {}

    /// The address itself. Tells the compiler that it is far from overflow, which spares the bounds
    /// checks of all accesses near it.
    public static long address(long at) {
        return at & ADDRESS_BITS;
    }

    /// Eight bytes of text, the first one lowest.
    public static long word(long at) {
        return ALL.get(WORD, at);
    }

    /// Stores eight bytes of text, the lowest one first.
    public static void putWord(long at, long word) {
        ALL.set(WORD, at, word);
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

    /// Copies an array's first bytes; the target must have {@link #SLACK} more.
    ///
    /// @return where the copy ends
    public static long copy(byte[] from, int length, long to) {
        if (length < Long.BYTES) {
            putWord(to, word(from, length));
            return to + length;
        }
        for (int i = 0; i < length - Long.BYTES; i += Long.BYTES) {
            putWord(to + i, (long) LONG_OF_BYTES.get(from, i));
        }
        putWord(to + length - Long.BYTES, (long) LONG_OF_BYTES.get(from, length - Long.BYTES));
        return to + length;
    }

    /// Copies bytes out of the middle of an array.
    ///
    /// @return where the copy ends
    public static long copy(byte[] from, int start, int length, long to) {
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            putWord(to + i, (long) LONG_OF_BYTES.get(from, start + i));
        }
        for (; i < length; i++) {
            putByte(to + i, from[start + i]);
        }
        return to + length;
    }

    /// Fewer than eight bytes: those at the start and those at the end, which may be the same.
    private static long word(byte[] from, int length) {
        if (length >= Integer.BYTES) {
            int last = length - Integer.BYTES;
            long start = (int) INT_OF_BYTES.get(from, 0) & 0xffff_ffffL;
            return start
                    | ((int) INT_OF_BYTES.get(from, last) & 0xffff_ffffL) << (last * Byte.SIZE);
        }
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = (word << Byte.SIZE) | (from[i] & 0xff);
        }
        return word;
    }
}
