// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// A number of four bytes with a sign in decimal digits.
record I32Text(int offset) implements FieldWriter {
    @Override
    public long write(long record, int length, long out) {
        return Digits.signed(Memory.integer(record + offset), out);
    }

    @Override
    public int maxBytes() {
        return Digits.MAX_BYTES + Memory.SLACK;
    }
}
