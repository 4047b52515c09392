// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.schema.FieldType.BitNames;
import dev.jig.gadget.schema.FieldType.Choice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Names of all members of a set whose bits are all on, joined, in the order of declaration; last
/// the bits that no member has: `IN_OPEN|0x800000`.
final class BitNamesText implements FieldWriter {
    /// `0x` and the digits of eight bytes.
    private static final int REST_BYTES = 2 + 2 * Long.BYTES;

    private final int offset;
    private final int size;
    private final long[] bits;
    private final byte[][] names;
    private final byte[] separator;
    private final long nameless;

    BitNamesText(BitNames type, Encoding encoding) {
        this(type, ~named(type), encoding);
    }

    private BitNamesText(BitNames type, long nameless, Encoding encoding) {
        this.nameless = nameless;
        offset = type.number().offset();
        size = type.number().size();
        bits = type.choices().stream().mapToLong(c -> Bits.cut(c.value(), size)).toArray();
        names =
                type.choices().stream()
                        .map(c -> encoding.encode(c.name().getBytes(StandardCharsets.UTF_8)))
                        .toArray(byte[][]::new);
        separator = encoding.encode(type.separator().getBytes(StandardCharsets.UTF_8));
    }

    /// Without the bits that no member has.
    static BitNamesText ofNames(BitNames type) {
        return new BitNamesText(type, 0, Encoding.none());
    }

    private static long named(BitNames type) {
        return type.choices().stream().mapToLong(Choice::value).reduce(0, (a, b) -> a | b);
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
        return (value & nameless) == 0 ? out : writeRest(value & nameless, start, out);
    }

    private long writeRest(long rest, long start, long end) {
        long out = end == start ? end : Memory.copy(separator, separator.length, end);
        Memory.putByte(out, '0');
        Memory.putByte(out + 1, 'x');
        return Digits.hex(rest, out + 2);
    }

    @Override
    public int maxBytes() {
        int all = Arrays.stream(names).mapToInt(name -> name.length).reduce(0, Math::addExact);
        return Math.addExact(
                all, (names.length + 1) * separator.length + REST_BYTES + Memory.SLACK);
    }
}
