// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.schema.FieldType.BitNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Names of all members of a set whose bits are all on, joined, in the order of declaration.
final class BitNamesText implements FieldWriter {
    private final int offset;
    private final int size;
    private final long[] bits;
    private final byte[][] names;
    private final byte[] separator;

    BitNamesText(BitNames type, Encoding encoding) {
        offset = type.number().offset();
        size = type.number().size();
        bits = type.choices().stream().mapToLong(c -> Bits.cut(c.value(), size)).toArray();
        names =
                type.choices().stream()
                        .map(c -> encoding.encode(c.name().getBytes(StandardCharsets.UTF_8)))
                        .toArray(byte[][]::new);
        separator = encoding.encode(type.separator().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public long write(long record, int length, long out) {
        return write(Memory.whole(record + offset, size, false), out);
    }

    private long write(long value, long start) {
        long out = start;
        for (int i = 0; i < bits.length; i++) {
            if ((value & bits[i]) == bits[i]) {
                out = out == start ? out : Memory.copy(separator, separator.length, out);
                out = Memory.copy(names[i], names[i].length, out);
            }
        }
        return out;
    }

    @Override
    public int maxBytes() {
        int all = Arrays.stream(names).mapToInt(name -> name.length).reduce(0, Math::addExact);
        return Math.addExact(all, names.length * separator.length + Memory.SLACK);
    }
}
