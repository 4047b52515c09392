// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// `true` or `false`.
record BoolText(int offset) implements FieldWriter {
    private static final Literal TRUE = Literal.of("true");
    private static final Literal FALSE = Literal.of("false");

    @Override
    public long write(long record, int length, long out) {
        return Memory.unsignedByte(record + offset) == 0 ? FALSE.write(out) : TRUE.write(out);
    }

    @Override
    public int maxBytes() {
        return FALSE.maxBytes();
    }
}
