// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import dev.jig.object.MalformedObjectException;
import dev.jig.object.bytes.TextBytes;
import java.nio.ByteBuffer;

/// A string section: NUL-terminated strings, found by offset.
final class BtfStrings {
    /// The kernel takes names of up to 511 bytes; a bound keeps hostile files, whose names may all
    /// share one long string, from costing more than a few times their size.
    static final int MAX_NAME = 1023;

    private final ByteBuffer bytes;

    BtfStrings(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    int size() {
        return bytes.limit();
    }

    ByteBuffer bytes() {
        return bytes;
    }

    String at(int offset) {
        return decode(offset, length(offset, Integer.MAX_VALUE));
    }

    String nameAt(int offset) {
        int length = length(offset, MAX_NAME + 1);
        if (length > MAX_NAME) {
            throw new MalformedObjectException(
                    "read btf: the name at string offset %d is longer than %d bytes"
                            .formatted(offset, MAX_NAME));
        }
        return decode(offset, length);
    }

    /// Copies the start of a name; its length, at most that of the array.
    int copy(int offset, byte[] into) {
        require(offset);
        return TextBytes.copy(bytes, offset, into);
    }

    /// Whether these bytes stand at an offset.
    boolean startsWith(int offset, byte[] text) {
        if (offset < 0 || text.length > bytes.limit() - offset) {
            return false;
        }
        for (int index = 0; index < text.length; index++) {
            if (bytes.get(offset + index) != text[index]) {
                return false;
            }
        }
        return true;
    }

    private String decode(int offset, int length) {
        return TextBytes.decode(bytes, offset, length);
    }

    private int length(int offset, int most) {
        require(offset);
        return TextBytes.length(bytes, offset, Math.min(bytes.limit() - offset, most));
    }

    private void require(int offset) {
        if (offset < 0 || offset >= bytes.limit()) {
            throw new MalformedObjectException(
                    "read btf: string offset %d is outside the %d bytes of strings"
                            .formatted(Integer.toUnsignedLong(offset), bytes.limit()));
        }
    }
}
