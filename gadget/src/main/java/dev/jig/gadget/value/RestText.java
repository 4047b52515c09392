// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.schema.FieldType.Rest;
import dev.jig.gadget.schema.FieldType.TextList;

/// Bytes behind the structure in lower-case hexadecimal.
record RestText(ListBytes bytes) implements FieldWriter {
    static RestText of(Rest type) {
        TextList same = new TextList(type.offset(), type.capacity(), type.length());
        return new RestText(ListBytes.of(same));
    }

    @Override
    public long write(long record, int length, long start) {
        long out = start;
        long end = bytes.end(record, length);
        for (long at = bytes.start(record); at < end; at++) {
            out = Digits.hex(Memory.unsignedByte(at), 2, out);
        }
        return out;
    }

    @Override
    public int maxBytes() {
        return Math.multiplyExact(2, bytes.capacity());
    }
}
