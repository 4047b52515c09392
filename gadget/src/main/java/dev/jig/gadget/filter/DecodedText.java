// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.filter;

import dev.jig.gadget.value.Utf8;

/// Characters of UTF-8 in native memory; bytes that are not UTF-8 are U+FFFD.
final class DecodedText implements CharSequence {
    private static final char REPLACEMENT = '\ufffd';

    private char[] characters = new char[64];
    private int length;

    /// Takes on another text.
    void decode(long from, long end) {
        length = 0;
        if (characters.length < end - from) {
            characters = new char[(int) (end - from)];
        }
        for (long at = from; at < end; ) {
            int decoded = Utf8.decode(at, end);
            if (Utf8.isValid(decoded)) {
                length += Character.toChars(Utf8.codePoint(decoded), characters, length);
            } else {
                characters[length++] = REPLACEMENT;
            }
            at += Utf8.bytes(decoded);
        }
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return characters[index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(characters, start, end - start);
    }

    @Override
    public String toString() {
        return new String(characters, 0, length);
    }
}
