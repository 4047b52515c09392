// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.value.FieldWriter;

/// A C string as a string.
record TextValue(int offset, int capacity, Strings strings) implements FieldWriter {
    @Override
    public long write(long record, int length, long out) {
        return strings.write(record + offset, capacity, out);
    }

    @Override
    public int maxBytes() {
        return Strings.maxBytes(capacity);
    }
}
