// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// Bytes in lower-case hexadecimal.
record HexText(int offset, int size) implements FieldWriter {
    @Override
    public long write(long record, int length, long out) {
        for (int i = 0; i < size; i++) {
            Digits.hex(Memory.unsignedByte(record + offset + i), 2, out + 2L * i);
        }
        return out + 2L * size;
    }

    @Override
    public int maxBytes() {
        return Math.multiplyExact(2, size);
    }
}
