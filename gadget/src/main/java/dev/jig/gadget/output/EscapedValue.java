// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.value.FieldWriter;

/// Text that may need escapes: written first where the escaped form cannot reach, then to its
/// place.
record EscapedValue(FieldWriter text, Strings strings, int textBytes) implements FieldWriter {
    static EscapedValue of(FieldWriter text, Strings strings) {
        return new EscapedValue(text, strings, text.maxBytes());
    }

    @Override
    public long write(long record, int length, long out) {
        long aside = out + Strings.maxBytes(textBytes);
        long end = text.write(record, length, aside);
        return strings.write(aside, (int) (end - aside), out);
    }

    @Override
    public int maxBytes() {
        return Math.addExact(Strings.maxBytes(textBytes), textBytes);
    }
}
