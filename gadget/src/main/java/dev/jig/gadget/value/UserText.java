// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.names.NameSource;

/// A user id by its name.
record UserText(int offset, NameSource names, EncodedNames encoded) implements FieldWriter {
    private static final Literal PREFIX = Literal.of("uid:");

    @Override
    public long write(long record, int length, long out) {
        int id = Memory.integer(record + offset);
        byte[] name = encoded.of(id, names.user(id));
        return Names.write(name, PREFIX, Integer.toUnsignedLong(id), out);
    }

    @Override
    public int maxBytes() {
        return Names.maxBytes(EncodedNames.MAX_BYTES, PREFIX);
    }
}
