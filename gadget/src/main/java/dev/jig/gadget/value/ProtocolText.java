// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.names.ProtocolNames;

/// An IP protocol by its name.
record ProtocolText(int offset) implements FieldWriter {
    private static final int MAX_NAME_BYTES = 32;
    private static final Literal PREFIX = Literal.of("proto#");

    @Override
    public long write(long record, int length, long out) {
        long number = Memory.whole(record + offset, Short.BYTES, false);
        return Names.write(ProtocolNames.utf8(number), PREFIX, number, out);
    }

    @Override
    public int maxBytes() {
        return Names.maxBytes(MAX_NAME_BYTES, PREFIX);
    }
}
