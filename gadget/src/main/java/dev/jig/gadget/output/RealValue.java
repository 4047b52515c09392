// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.value.FieldWriter;
import dev.jig.gadget.value.Literal;
import dev.jig.gadget.value.RealText;

/// A floating-point number in its shortest form, with words for those that have no digits.
record RealValue(int offset, int size, Literal notANumber, Literal infinite, Literal minusInfinite)
        implements FieldWriter {
    @Override
    public long write(long record, int length, long out) {
        double value = RealText.read(record + offset, size);
        if (Double.isNaN(value)) {
            return notANumber.write(out);
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? infinite.write(out) : minusInfinite.write(out);
        }
        return RealText.shortest(value, size, out);
    }

    @Override
    public int maxBytes() {
        return RealText.MAX_BYTES;
    }
}
