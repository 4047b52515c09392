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
            int end = indexOfZero(piece, 0, available);
            length += end;
            if (end < available) {
                break;
            }
        }
        return length;
    }

    /// Copies the text at an offset, or as much of it as the array takes, and maybe what follows
    /// it; the text's length in the array.
    public static int copy(ByteBuffer bytes, int offset, byte[] into) {
        int most = Math.min(into.length, bytes.limit() - offset);
        int length = 0;
        while (length < most) {
            int end = length + Math.min(PIECE, most - length);
            bytes.get(offset + length, into, length, end - length);
            length = indexOfZero(into, length, end);
            if (length < end) {
                break;
            }
        }
        return length;
    }

    private static int indexOfZero(byte[] bytes, int start, int limit) {
        int index = start;
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
