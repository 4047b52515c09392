// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.stack;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Makes of names that come from anywhere such as can be written as they are, in every notation:
/// printable ASCII without quotes and backslashes.
final class Printable {
    static final Charset CHARSET = StandardCharsets.US_ASCII;

    private static final byte OTHER = '?';

    private Printable() {}

    /// Replaces what cannot be written, in place. Of a character of several bytes one mark is left.
    ///
    /// @return bytes left
    static int clean(byte[] bytes, int start, int length) {
        int kept = 0;
        for (int i = 0; i < length; i++) {
            byte next = bytes[start + i];
            if (!isContinuation(next)) {
                bytes[start + kept++] = isPlain(next) ? next : OTHER;
            }
        }
        return kept;
    }

    /// The same for a text, of which at most so many bytes are kept.
    static byte[] clean(String text, int most) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, Math.min(clean(bytes, 0, bytes.length), most));
    }

    private static boolean isContinuation(byte value) {
        return (value & 0xc0) == 0x80;
    }

    private static boolean isPlain(byte value) {
        return value > ' ' && value < 0x7f && value != '"' && value != '\\';
    }
}
