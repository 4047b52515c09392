// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// A number of eight bytes without sign in decimal digits.
record U64Text(int offset) implements FieldWriter {
    @Override
    public long write(long record, int length, long out) {
        return Digits.unsigned(Memory.longInteger(record + offset), out);
    }

    @Override
    public int maxBytes() {
        return Digits.MAX_BYTES + Memory.SLACK;
    }
}
