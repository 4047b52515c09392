// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.schema.FieldType.Choice;
import dev.jig.gadget.schema.FieldType.EnumeratorName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The name of an enumerator; of several with one value the first declared.
final class EnumeratorText implements FieldWriter {
    private static final Literal UNKNOWN = Literal.of("UNKNOWN");

    private final int offset;
    private final int size;
    private final long[] values;
    private final byte[][] names;

    EnumeratorText(EnumeratorName type, Encoding encoding) {
        offset = type.number().offset();
        size = type.number().size();
        List<Choice> sorted =
                type.choices().stream()
                        .map(c -> new Choice(c.name(), Bits.cut(c.value(), size)))
                        .sorted(Comparator.comparingLong(Choice::value))
                        .toList();
        values = sorted.stream().mapToLong(Choice::value).toArray();
        names =
                sorted.stream()
                        .map(c -> encoding.encode(c.name().getBytes(StandardCharsets.UTF_8)))
                        .toArray(byte[][]::new);
    }

    @Override
    public long write(long record, int length, long out) {
        int found = first(Memory.whole(record + offset, size, false));
        return found < 0 ? UNKNOWN.write(out) : Memory.copy(names[found], names[found].length, out);
    }

    private int first(long value) {
        int found = Arrays.binarySearch(values, value);
        while (found > 0 && values[found - 1] == value) {
            found--;
        }
        return found;
    }

    @Override
    public int maxBytes() {
        int longest = Arrays.stream(names).mapToInt(name -> name.length).max().orElse(0);
        return Math.max(UNKNOWN.maxBytes(), longest + Memory.SLACK);
    }
}
