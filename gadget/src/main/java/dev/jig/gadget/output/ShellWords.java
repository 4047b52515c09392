// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.value.CodePoints;
import dev.jig.gadget.value.Memory;
import dev.jig.gadget.value.Utf8;

/// Words as a shell takes them, so that a command line can be pasted: plain where that is safe,
/// `'it is'`, `'don'\''t'`, and `$'\x1b[2J'` where something has no picture.
///
/// A byte becomes four at most, and three stand around a word: less than {@link TextListValue}
/// allows for.
final class ShellWords {
    private static final int PLAIN = 0;
    private static final int QUOTED = 1;
    private static final int ESCAPED = 2;

    private ShellWords() {}

    /// Writes one word: the bytes before the first NUL, at most `capacity`.
    ///
    /// @return where it ends
    static long write(long at, int capacity, long out) {
        int length = Utf8.length(at, capacity);
        return switch (form(at, at + length)) {
            case PLAIN -> Memory.copy(at, length, out);
            case QUOTED -> quote(at, length, out);
            default -> {
                Memory.putByte(out, '$');
                Memory.putByte(out + 1, '\'');
                yield close(CellText.escape(at, length, '\'', out + 2));
            }
        };
    }

    private static int form(long from, long end) {
        int form = from == end ? QUOTED : PLAIN;
        long at = from;
        while (at < end) {
            int decoded = Utf8.decode(at, end);
            if (!Utf8.isValid(decoded) || !CodePoints.isPrintable(Utf8.codePoint(decoded))) {
                return ESCAPED;
            }
            if (!isPlain(Utf8.codePoint(decoded))) {
                form = QUOTED;
            }
            at += Utf8.bytes(decoded);
        }
        return form;
    }

    private static boolean isPlain(int character) {
        return character >= 0x80
                || (character >= '0' && character <= '9')
                || ((character | 0x20) >= 'a' && (character | 0x20) <= 'z')
                || "_@%+=:,./-".indexOf(character) >= 0;
    }

    private static long quote(long at, int length, long start) {
        long out = start;
        Memory.putByte(out++, '\'');
        for (int i = 0; i < length; i++) {
            int next = Memory.unsignedByte(at + i);
            out = next == '\'' ? quotedQuote(out) : put(next, out);
        }
        return close(out);
    }

    private static long quotedQuote(long out) {
        return put('\'', put('\'', put('\\', put('\'', out))));
    }

    private static long close(long out) {
        return put('\'', out);
    }

    private static long put(int character, long out) {
        Memory.putByte(out, character);
        return out + 1;
    }
}
