// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.value.FieldWriter;

/// The inside of a JSON string from a C string.
record JsonString(int offset, int capacity) implements FieldWriter {
    @Override
    public long write(long record, int length, long out) {
        return JsonText.writeName(record + offset, capacity, out);
    }

    @Override
    public int maxBytes() {
        return JsonText.maxBytes(capacity);
    }
}
