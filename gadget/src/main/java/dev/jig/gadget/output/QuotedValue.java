// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.value.FieldWriter;
import dev.jig.gadget.value.Memory;

/// Text that never needs escapes, in quotes.
record QuotedValue(FieldWriter text) implements FieldWriter {
    private static final int QUOTES = 2;

    @Override
    public long write(long record, int length, long out) {
        Memory.putByte(out, '"');
        long end = text.write(record, length, out + 1);
        Memory.putByte(end, '"');
        return end + 1;
    }

    @Override
    public int maxBytes() {
        return text.maxBytes() + QUOTES;
    }
}
