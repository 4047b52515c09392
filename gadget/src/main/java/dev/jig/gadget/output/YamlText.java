// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.value.Memory;
import dev.jig.gadget.value.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// YAML strings from bytes of any kind: as they are where no reader of YAML 1.1 or 1.2 can take
/// them for anything else, otherwise double-quoted, which is JSON.
final class YamlText {
    private static final int LONGEST_RESERVED = 5;

    /// Words that are not strings, in lower case, each as a word of bytes.
    private static final long[] RESERVED =
            List.of("true", "false", "yes", "no", "on", "off", "y", "n", "null").stream()
                    .mapToLong(YamlText::packed)
                    .toArray();

    private YamlText() {}

    private static long packed(String text) {
        long word = 0;
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = bytes.length - 1; i >= 0; i--) {
            word = (word << Byte.SIZE) | bytes[i];
        }
        return word;
    }

    /// Writes a string: the bytes before the first NUL, at most `capacity`.
    ///
    /// @return where it ends
    static long write(long at, int capacity, long out) {
        int length = Utf8.length(at, capacity);
        return isPlain(at, length) ? Memory.copy(at, length, out) : quoted(at, length, out);
    }

    private static long quoted(long at, int length, long out) {
        Memory.putByte(out, '"');
        long end = JsonText.write(at, length, out + 1);
        Memory.putByte(end, '"');
        return end + 1;
    }

    private static boolean isPlain(long at, int length) {
        if (length == 0 || !startsPlain(Memory.unsignedByte(at))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            int character = Memory.unsignedByte(at + i);
            boolean innerSpace = character == ' ' && i + 1 < length;
            if (!innerSpace && !continuesPlain(character)) {
                return false;
            }
        }
        return length > LONGEST_RESERVED || !isReserved(at, length);
    }

    private static boolean startsPlain(int character) {
        return isLetter(character) || character == '/' || character == '_';
    }

    private static boolean continuesPlain(int character) {
        return startsPlain(character)
                || (character >= '0' && character <= '9')
                || ".+-=@()".indexOf(character) >= 0;
    }

    private static boolean isLetter(int character) {
        int lower = character | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    private static boolean isReserved(long at, int length) {
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = (word << Byte.SIZE) | Memory.unsignedByte(at + i) | 0x20;
        }
        for (long reserved : RESERVED) {
            if (word == reserved) {
                return true;
            }
        }
        return false;
    }
}
