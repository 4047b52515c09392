// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.value.CodePoints;
import dev.jig.gadget.value.Digits;
import dev.jig.gadget.value.Memory;
import dev.jig.gadget.value.Utf8;

/// Text of tables: what has no picture is spelled with a backslash, as C and Go do (`\n`, `\x1b`,
/// `\u202e`), so that nothing a traced program writes can act on the terminal.
///
/// A byte becomes four at most (`\x80`): less than {@link JsonText#maxBytes} allows for.
final class CellText {
    private static final int NO_QUOTE = -1;
    private static final int FIRST_SUPPLEMENTARY = 0x1_0000;

    private CellText() {}

    /// Writes the bytes before the first NUL, at most `capacity`.
    ///
    /// @return where the text ends
    static long write(long at, int capacity, long out) {
        return escape(at, Utf8.length(at, capacity), NO_QUOTE, out);
    }

    /// Writes bytes without NUL among them.
    ///
    /// @param quote a character that gets a backslash too, besides the backslash itself
    /// @return where the text ends
    static long escape(long from, int length, int quote, long start) {
        long end = from + length;
        long at = from;
        long out = start;
        while (at < end) {
            int next = Memory.unsignedByte(at);
            if (next < 0x80) {
                out = writeAscii(next, quote, out);
                at++;
            } else {
                int decoded = Utf8.decode(at, end);
                out = writeDecoded(decoded, at, out);
                at += Utf8.bytes(decoded);
            }
        }
        return out;
    }

    private static long writeAscii(int character, int quote, long out) {
        boolean marked = character == '\\' || character == quote;
        if (character >= ' ' && character != 0x7f && !marked) {
            Memory.putByte(out, character);
            return out + 1;
        }
        int letter = marked ? character : letter(character);
        return letter == 0 ? writeByte(character, out) : escaped(letter, out);
    }

    private static int letter(int control) {
        return switch (control) {
            case 0x07 -> 'a';
            case '\b' -> 'b';
            case '\t' -> 't';
            case '\n' -> 'n';
            case 0x0b -> 'v';
            case '\f' -> 'f';
            case '\r' -> 'r';
            default -> 0;
        };
    }

    private static long escaped(int letter, long out) {
        Memory.putByte(out, '\\');
        Memory.putByte(out + 1, letter);
        return out + 2;
    }

    private static long writeByte(int value, long out) {
        return Digits.hex(value, 2, escaped('x', out));
    }

    private static long writeDecoded(int decoded, long at, long out) {
        int bytes = Utf8.bytes(decoded);
        if (!Utf8.isValid(decoded)) {
            return writeInvalid(at, bytes, out);
        }
        int character = Utf8.codePoint(decoded);
        if (CodePoints.isPrintable(character)) {
            return Memory.copy(at, bytes, out);
        }
        return character < FIRST_SUPPLEMENTARY
                ? Digits.hex(character, 4, escaped('u', out))
                : Digits.hex(character, 8, escaped('U', out));
    }

    private static long writeInvalid(long at, int bytes, long start) {
        long out = start;
        for (int i = 0; i < bytes; i++) {
            out = writeByte(Memory.unsignedByte(at + i), out);
        }
        return out;
    }
}
