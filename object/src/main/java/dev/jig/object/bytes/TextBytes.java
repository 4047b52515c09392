// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// NUL-terminated text in buffers.
///
/// Works on pieces copied to an array: a start-up is interpreted, and there asking a buffer for
/// each byte takes ten times as long.
public final class TextBytes {
    private static final int PIECE = 64;

    private TextBytes() {}

    /// The bytes before the NUL that ends the text at an offset; `most` if none is among so many.
    ///
    /// @param most at most what the buffer has from the offset on
    public static int length(ByteBuffer bytes, int offset, int most) {
        byte[] piece = new byte[Math.min(PIECE, most)];
        int length = 0;
        while (length < most) {
            int available = Math.min(piece.length, most - length);
            bytes.get(offset + length, piece, 0, available);
            int end = indexOfZero(piece, available);
            length += end;
            if (end < available) {
                break;
            }
        }
        return length;
    }

    private static int indexOfZero(byte[] bytes, int limit) {
        int index = 0;
        while (index < limit && bytes[index] != 0) {
            index++;
        }
        return index;
    }

    /// The text of that many bytes at an offset.
    public static String decode(ByteBuffer bytes, int offset, int length) {
        byte[] text = new byte[length];
        bytes.get(offset, text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
