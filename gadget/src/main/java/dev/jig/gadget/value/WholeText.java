// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// A whole number in decimal digits.
record WholeText(int offset, int size, boolean signed) implements FieldWriter {
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
