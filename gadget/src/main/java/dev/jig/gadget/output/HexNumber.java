// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.value.Digits;
import dev.jig.gadget.value.FieldWriter;
import dev.jig.gadget.value.Memory;

/// A whole number in hexadecimal: `0x1f`.
record HexNumber(int offset, int size) implements FieldWriter {
    private static final int MAX_BYTES = 2 + 16;

    @Override
    public long write(long record, int length, long out) {
        Memory.putByte(out, '0');
        Memory.putByte(out + 1, 'x');
        return Digits.hex(Memory.whole(record + offset, size, false), out + 2);
    }

    @Override
    public int maxBytes() {
        return MAX_BYTES;
    }
}
