// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// UTF-8 in native memory: bytes that come from traced programs, so anything may be in them.
public final class Utf8 {
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;
    private static final int LENGTH_BITS = 3;
    private static final int FIRST_TWO_BYTE_LEAD = 0xc2;
    private static final int FIRST_THREE_BYTE_LEAD = 0xe0;
    private static final int FIRST_FOUR_BYTE_LEAD = 0xf0;
    private static final int LAST_LEAD = 0xf4;

    private Utf8() {}

    /// The high bit of the first zero byte in a word is the lowest bit set; 0 if there is none.
    public static long zeros(long word) {
        return (word - ONES) & ~word & HIGHS;
    }

    /// The high bits of the bytes in a word that are not printable ASCII, or are a quote or
    /// backslash.
    public static long special(long word) {
        // of seven bits each, so that nothing carries over into the next byte: the high bit of a
        // sum
        // tells whether a byte is at least the complement of what was added
        long bits = word & ~HIGHS;
        long atLeastSpace = bits + (0x80 - ' ') * ONES;
        long notQuote = (bits ^ '"' * ONES) + 0x7f * ONES;
        long notBackslash = (bits ^ '\\' * ONES) + 0x7f * ONES;
        long delete = bits + ONES;
        return (~(atLeastSpace & notQuote & notBackslash) | delete | word) & HIGHS;
    }

    /// Which byte of a word a mask of {@link #zeros} or {@link #special} names first.
    public static int firstByte(long mask) {
        return Long.numberOfTrailingZeros(mask) >>> 3;
    }

    /// Bytes before the first NUL, at most `capacity`.
    public static int length(long at, int capacity) {
        int i = 0;
        for (; i + Long.BYTES <= capacity; i += Long.BYTES) {
            long zeros = zeros(Memory.word(at + i));
            if (zeros != 0) {
                return i + firstByte(zeros);
            }
        }
        while (i < capacity && Memory.unsignedByte(at + i) != 0) {
            i++;
        }
        return i;
    }

    /// Decodes the character at an address that is before `end`; {@link #isValid}, {@link
    /// #codePoint} and {@link #bytes} tell the parts of the answer. Of invalid bytes the longest
    /// start of a character is taken as one, as Unicode recommends (chapter 3.9).
    public static int decode(long at, long end) {
        int lead = Memory.unsignedByte(at);
        if (lead < 0x80) {
            return valid(lead, 1);
        }
        if (lead < FIRST_TWO_BYTE_LEAD || lead > LAST_LEAD) {
            return -1;
        }
        if (lead < FIRST_THREE_BYTE_LEAD) {
            return continued(lead & 0x1f, at, end, 2);
        }
        return lead < FIRST_FOUR_BYTE_LEAD
                ? continued(lead & 0x0f, at, end, 3)
                : continued(lead & 0x07, at, end, 4);
    }

    private static int continued(int leadBits, long at, long end, int size) {
        int codePoint = leadBits;
        for (int i = 1; i < size; i++) {
            if (at + i >= end || !continues(Memory.unsignedByte(at + i), leadBits, i, size)) {
                return -i;
            }
            codePoint = (codePoint << 6) | (Memory.unsignedByte(at + i) & 0x3f);
        }
        return valid(codePoint, size);
    }

    /// Whether a byte may follow; the second one decides on overlong forms, surrogates and numbers
    /// beyond U+10FFFF.
    private static boolean continues(int next, int leadBits, int index, int size) {
        if ((next & 0xc0) != 0x80) {
            return false;
        }
        if (index > 1 || size == 2) {
            return true;
        }
        return size == 3
                ? (leadBits != 0 || next >= 0xa0) && (leadBits != 0x0d || next < 0xa0)
                : (leadBits != 0 || next >= 0x90) && (leadBits != 0x04 || next < 0x90);
    }

    private static int valid(int codePoint, int bytes) {
        return (codePoint << LENGTH_BITS) | bytes;
    }

    /// Whether {@link #decode} found a character.
    public static boolean isValid(int decoded) {
        return decoded > 0;
    }

    /// The character that {@link #decode} found.
    public static int codePoint(int decoded) {
        return decoded >> LENGTH_BITS;
    }

    /// How many bytes {@link #decode} has taken.
    public static int bytes(int decoded) {
        return decoded > 0 ? decoded & ((1 << LENGTH_BITS) - 1) : -decoded;
    }
}
