// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.schema.FieldType.BitNames;
import dev.jig.gadget.schema.FieldType.Choice;
import dev.jig.gadget.schema.FieldType.Whole;
import java.util.List;

/// Flags of open(2), the access mode first: `O_RDWR|O_CREAT`.
///
/// Numbers are those of include/uapi/asm-generic/fcntl.h, of which arm64 replaces four.
record FileFlagsText(int offset, BitNamesText bits) implements FieldWriter {
    private static final int ACCESS_MODE = 3;
    private static final Literal[] ACCESS_MODES = {
        Literal.of("O_RDONLY"),
        Literal.of("O_WRONLY"),
        Literal.of("O_RDWR"),
        Literal.of("O_ACCMODE")
    };

    static FileFlagsText of(int offset) {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        List<Choice> choices =
                List.of(
                        new Choice("O_CREAT", 0100),
                        new Choice("O_EXCL", 0200),
                        new Choice("O_NOCTTY", 0400),
                        new Choice("O_TRUNC", 01000),
                        new Choice("O_APPEND", 02000),
                        new Choice("O_NONBLOCK", 04000),
                        new Choice("O_DSYNC", 010000),
                        new Choice("O_FASYNC", 020000),
                        new Choice("O_DIRECT", arm ? 0200000 : 040000),
                        new Choice("O_LARGEFILE", arm ? 0400000 : 0100000),
                        new Choice("O_DIRECTORY", arm ? 040000 : 0200000),
                        new Choice("O_NOFOLLOW", arm ? 0100000 : 0400000),
                        new Choice("O_NOATIME", 01000000),
                        new Choice("O_CLOEXEC", 02000000));
        Whole number = new Whole(offset, Integer.BYTES, false);
        return new FileFlagsText(offset, BitNamesText.ofNames(new BitNames(number, choices, "|")));
    }

    @Override
    public long write(long record, int length, long out) {
        long end = ACCESS_MODES[Memory.integer(record + offset) & ACCESS_MODE].write(out);
        long names = bits.write(record, length, end + 1);
        if (names == end + 1) {
            return end;
        }
        Memory.putByte(end, '|');
        return names;
    }

    @Override
    public int maxBytes() {
        return ACCESS_MODES[ACCESS_MODE].maxBytes() + 1 + bits.maxBytes();
    }
}
