// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.value.CodePoints;
import dev.jig.gadget.value.Digits;
import dev.jig.gadget.value.Memory;
import dev.jig.gadget.value.Utf8;

/// The inside of JSON strings, from bytes of any kind.
///
/// Escaped are quotes, backslashes, control characters, and characters that act on a terminal
/// ({@link CodePoints#isActive}), so that a line can be shown as it is. Bytes that are not UTF-8
/// become U+FFFD.
final class JsonText {
    /// The most bytes that one byte becomes: `\u001b`.
    static final int MAX_GROWTH = 6;

    private static final int FIRST_SUPPLEMENTARY = 0x1_0000;

    private JsonText() {}

    /// The most bytes that {@link #write} stores.
    static int maxBytes(int capacity) {
        return Math.addExact(Math.multiplyExact(capacity, MAX_GROWTH), Memory.SLACK);
    }

    /// Writes the bytes before the first NUL, at most `capacity`, without quotes.
    ///
    /// @return where they end
    static long write(long at, int capacity, long out) {
        return write(at, 0, capacity, out);
    }

    /// As {@link #write}, for strings that seldom have more than 16 bytes, like the names of tasks:
    /// these need no loop.
    static long writeName(long at, int capacity, long out) {
        if (capacity < 2 * Long.BYTES) {
            return write(at, 0, capacity, out);
        }
        long first = Memory.word(at);
        Memory.putWord(out, first);
        long special = Utf8.special(first);
        if (special != 0) {
            return end(first, special, at, 0, capacity, out);
        }
        long second = Memory.word(at + Long.BYTES);
        Memory.putWord(out + Long.BYTES, second);
        special = Utf8.special(second);
        return special != 0
                ? end(second, special, at, Long.BYTES, capacity, out)
                : write(at, 2 * Long.BYTES, capacity, out);
    }

    private static long write(long at, int done, int capacity, long out) {
        for (int i = done; i + Long.BYTES <= capacity; i += Long.BYTES) {
            long word = Memory.word(at + i);
            Memory.putWord(out + i, word);
            long special = Utf8.special(word);
            if (special != 0) {
                return end(word, special, at, i, capacity, out);
            }
        }
        return escape(at, capacity & -Long.BYTES, capacity, out);
    }

    /// Ends at a word that is not all plain: a string's last one as a rule.
    private static long end(long word, long special, long at, int done, int capacity, long out) {
        int plain = Utf8.firstByte(special);
        boolean ends = (byte) (word >>> (plain * Byte.SIZE)) == 0;
        return ends ? out + done + plain : escape(at, done + plain, capacity, out);
    }

    /// Goes on byte by byte where words can not.
    private static long escape(long text, int done, int capacity, long target) {
        long at = text + done;
        long end = text + capacity;
        long out = target + done;
        while (at < end) {
            int next = Memory.unsignedByte(at);
            if (next == 0) {
                return out;
            }
            if (next < 0x80) {
                out = writeAscii(next, out);
                at++;
            } else {
                int decoded = Utf8.decode(at, end);
                out = writeDecoded(decoded, at, out);
                at += Utf8.bytes(decoded);
            }
        }
        return out;
    }

    private static long writeAscii(int character, long out) {
        if (character >= ' ' && character != '"' && character != '\\' && character != 0x7f) {
            Memory.putByte(out, character);
            return out + 1;
        }
        return switch (character) {
            case '"', '\\' -> escaped(character, out);
            case '\n' -> escaped('n', out);
            case '\r' -> escaped('r', out);
            case '\t' -> escaped('t', out);
            default -> numbered(character, out);
        };
    }

    private static long escaped(int character, long out) {
        Memory.putByte(out, '\\');
        Memory.putByte(out + 1, character);
        return out + 2;
    }

    private static long numbered(int character, long out) {
        return Digits.hex(character, 4, escaped('u', out));
    }

    private static long writeDecoded(int decoded, long at, long out) {
        if (!Utf8.isValid(decoded)) {
            Memory.putByte(out, 0xef);
            Memory.putByte(out + 1, 0xbf);
            Memory.putByte(out + 2, 0xbd);
            return out + 3;
        }
        int character = Utf8.codePoint(decoded);
        return character < FIRST_SUPPLEMENTARY && CodePoints.isActive(character)
                ? numbered(character, out)
                : Memory.copy(at, Utf8.bytes(decoded), out);
    }
}
