// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.schema.FieldType.Endpoint;

/// An address and a port; IPv6 in brackets.
record EndpointText(AddressText address, FieldWriter port) implements FieldWriter {
    private static final int IPV6 = 6;
    private static final int MARKS = 3;

    static EndpointText of(Endpoint type) {
        return new EndpointText(
                new AddressText(type.address().offset(), type.address().versionOffset()),
                WholeText.of(type.port()));
    }

    @Override
    public long write(long record, int length, long start) {
        long out = start;
        boolean brackets = address.version(record) == IPV6;
        if (brackets) {
            Memory.putByte(out++, '[');
        }
        out = address.write(record, length, out);
        if (brackets) {
            Memory.putByte(out++, ']');
        }
        Memory.putByte(out++, ':');
        return port.write(record, length, out);
    }

    @Override
    public int maxBytes() {
        return address.maxBytes() + port.maxBytes() + MARKS;
    }
}
