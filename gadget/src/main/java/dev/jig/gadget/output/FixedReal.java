// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.schema.FieldType.Real;
import dev.jig.gadget.value.FieldWriter;
import dev.jig.gadget.value.Literal;
import dev.jig.gadget.value.RealText;

/// A floating-point number with a fixed number of decimals.
record FixedReal(int offset, int size, int decimals) implements FieldWriter {
    private static final Literal NOT_A_NUMBER = Literal.of("NaN");
    private static final Literal INFINITE = Literal.of("+Inf");
    private static final Literal MINUS_INFINITE = Literal.of("-Inf");

    static FixedReal of(Real type, int precision) {
        int decimals = Math.clamp(precision, 0, RealText.MAX_PRECISION);
        return new FixedReal(type.offset(), type.size(), decimals);
    }

    @Override
    public long write(long record, int length, long out) {
        double value = RealText.read(record + offset, size);
        if (Double.isNaN(value)) {
            return NOT_A_NUMBER.write(out);
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? INFINITE.write(out) : MINUS_INFINITE.write(out);
        }
        return RealText.fixed(value, decimals, out);
    }

    @Override
    public int maxBytes() {
        return RealText.MAX_FIXED_BYTES;
    }
}
