// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.elf;

import dev.jig.object.bytes.TextBytes;
import java.nio.ByteBuffer;

/// A string table. Names that overlap one another are legal; those decoded may add up to four times
/// the table, which no honest file comes near.
final class ElfStrings {
    private static final long FREE = 1 << 16;

    private final String file;
    private final ByteBuffer bytes;
    private long budget;

    ElfStrings(String file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes;
        this.budget = FREE + 4L * bytes.limit();
    }

    /// The string at an offset.
    String at(int offset) {
        if (offset == 0 && bytes.limit() == 0) {
            return "";
        }
        if (offset < 0 || offset >= bytes.limit()) {
            throw ElfFile.malformed(
                    file,
                    "a name at %s is outside its table"
                            .formatted(Integer.toUnsignedString(offset)));
        }
        return decode(offset, TextBytes.length(bytes, offset, bytes.limit() - offset));
    }

    private String decode(int offset, int length) {
        budget -= length;
        if (offset + length == bytes.limit()) {
            throw ElfFile.malformed(file, "a name has no end");
        }
        if (budget < 0) {
            throw ElfFile.malformed(file, "its names overlap too much");
        }
        return TextBytes.decode(bytes, offset, length);
    }

    /// Whether the string at the offset is that text.
    boolean equal(int offset, byte[] text) {
        if (offset < 0 || offset >= bytes.limit() || text.length >= bytes.limit() - offset) {
            return false;
        }
        for (int index = 0; index < text.length; index++) {
            if (bytes.get(offset + index) != text[index]) {
                return false;
            }
        }
        return bytes.get(offset + text.length) == 0;
    }

    /// Copies the string at an offset, as much of it as fits.
    ///
    /// @return bytes copied; 0 if there is none
    int copy(int offset, byte[] to, int at) {
        if (offset < 0 || offset >= bytes.limit()) {
            return 0;
        }
        int most = Math.min(bytes.limit() - offset, to.length - at);
        int length = 0;
        while (length < most && bytes.get(offset + length) != 0) {
            to[at + length] = bytes.get(offset + length);
            length++;
        }
        return length;
    }
}
