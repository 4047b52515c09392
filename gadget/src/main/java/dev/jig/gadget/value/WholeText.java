// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.schema.FieldType.Whole;

/// A whole number in decimal digits. The sizes that most fields have are classes of their own: they
/// are small enough for the compiler to put them where they are used.
record WholeText(int offset, int size, boolean signed) implements FieldWriter {
    static FieldWriter of(Whole type) {
        return switch (type.size() * (type.signed() ? -1 : 1)) {
            case Integer.BYTES -> new U32Text(type.offset());
            case Long.BYTES -> new U64Text(type.offset());
            case -Integer.BYTES -> new I32Text(type.offset());
            default -> new WholeText(type.offset(), type.size(), type.signed());
        };
    }

    @Override
    public long write(long record, int length, long out) {
        long value = Memory.whole(record + offset, size, signed);
        return signed ? Digits.signed(value, out) : Digits.unsigned(value, out);
    }

    @Override
    public int maxBytes() {
        return Digits.MAX_BYTES + Memory.SLACK;
    }
}
