// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.names.SignalNames;

/// A signal by its name.
record SignalText(int offset) implements FieldWriter {
    private static final int MAX_NAME_BYTES = 32;
    private static final Literal PREFIX = Literal.of("signal#");

    @Override
    public long write(long record, int length, long out) {
        long number = Memory.whole(record + offset, Integer.BYTES, false);
        return Names.write(SignalNames.utf8(number), PREFIX, number, out);
    }

    @Override
    public int maxBytes() {
        return Names.maxBytes(MAX_NAME_BYTES, PREFIX);
    }
}
