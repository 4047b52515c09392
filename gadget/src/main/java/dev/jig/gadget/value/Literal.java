// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Text known beforehand, kept as words that are stored without a look.
///
/// @param length bytes of UTF-8, those of `rest` included
/// @param rest what does not fit into four words, null if all does
public record Literal(
        int length, long first, long second, long third, long fourth, @Nullable Literal rest) {
    private static final int OWN_BYTES = 4 * Long.BYTES;

    /// The UTF-8 of a text.
    public static Literal of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8), 0);
    }

    private static Literal of(byte[] utf8, int from) {
        int length = utf8.length - from;
        Literal rest = length > OWN_BYTES ? of(utf8, from + OWN_BYTES) : null;
        return new Literal(
                length,
                word(utf8, from),
                word(utf8, from + 8),
                word(utf8, from + 16),
                word(utf8, from + 24),
                rest);
    }

    private static long word(byte[] utf8, int from) {
        long word = 0;
        for (int i = Math.min(utf8.length, from + Long.BYTES) - 1; i >= from; i--) {
            word = (word << Byte.SIZE) | (utf8[i] & 0xff);
        }
        return word;
    }

    /// Stores the text.
    ///
    /// @return where it ends
    public long write(long out) {
        Memory.putWord(out, first);
        if (length > 8) {
            Memory.putWord(out + 8, second);
        }
        if (length > 16) {
            Memory.putWord(out + 16, third);
        }
        if (length > 24) {
            Memory.putWord(out + 24, fourth);
        }
        return rest == null ? out + length : rest.write(out + OWN_BYTES);
    }

    /// The most bytes that {@link #write} stores.
    public int maxBytes() {
        return length + Memory.SLACK;
    }
}
