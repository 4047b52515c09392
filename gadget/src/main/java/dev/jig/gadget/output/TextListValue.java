// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.value.FieldWriter;
import dev.jig.gadget.value.ListBytes;

/// Strings as a list.
record TextListValue(ListBytes bytes, Strings strings, Brackets brackets) implements FieldWriter {
    @Override
    public long write(long record, int length, long start) {
        long at = bytes.start(record);
        long end = bytes.end(record, length);
        if (at >= end) {
            return brackets.empty().write(start);
        }
        long out = brackets.open().write(start);
        while (true) {
            long stringEnd = ListBytes.stringEnd(at, end);
            out = strings.write(at, (int) (stringEnd - at), out);
            at = stringEnd + 1;
            if (at >= end) {
                return brackets.close().write(out);
            }
            out = brackets.separator().write(out);
        }
    }

    @Override
    public int maxBytes() {
        int growth = Math.max(JsonText.MAX_GROWTH, brackets.separator().length() + Strings.QUOTES);
        int strings = Math.multiplyExact(bytes.capacity() + 1, growth);
        return Math.addExact(strings, brackets.maxBytes());
    }
}
