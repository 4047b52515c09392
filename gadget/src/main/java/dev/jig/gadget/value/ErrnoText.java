// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.names.ErrnoNames;

/// An errno by its name.
record ErrnoText(int offset) implements FieldWriter {
    private static final int MAX_NAME_BYTES = 32;
    private static final Literal PREFIX = Literal.of("error#");

    @Override
    public long write(long record, int length, long out) {
        long number = Memory.integer(record + offset);
        return Names.write(ErrnoNames.utf8(number), PREFIX, number, out);
    }

    @Override
    public int maxBytes() {
        return Names.maxBytes(MAX_NAME_BYTES, PREFIX);
    }
}
