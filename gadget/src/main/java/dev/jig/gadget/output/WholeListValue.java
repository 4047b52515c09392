// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.schema.FieldType.WholeList;
import dev.jig.gadget.value.Digits;
import dev.jig.gadget.value.FieldWriter;
import dev.jig.gadget.value.Memory;

/// Whole numbers as a list.
record WholeListValue(int offset, int size, boolean signed, int count, Brackets brackets)
        implements FieldWriter {
    static WholeListValue of(WholeList type, Brackets brackets) {
        return new WholeListValue(
                type.offset(), type.size(), type.signed(), type.count(), brackets);
    }

    @Override
    public long write(long record, int length, long start) {
        if (count == 0) {
            return brackets.empty().write(start);
        }
        long out = writeElement(record, 0, brackets.open().write(start));
        for (int i = 1; i < count; i++) {
            out = writeElement(record, i, brackets.separator().write(out));
        }
        return brackets.close().write(out);
    }

    private long writeElement(long record, int index, long out) {
        long value = Memory.whole(record + offset + (long) index * size, size, signed);
        return signed ? Digits.signed(value, out) : Digits.unsigned(value, out);
    }

    @Override
    public int maxBytes() {
        int element = Digits.MAX_BYTES + brackets.separator().length();
        return Math.addExact(Math.multiplyExact(count, element), brackets.maxBytes());
    }
}
