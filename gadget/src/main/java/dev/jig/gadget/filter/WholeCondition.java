// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.filter;

import dev.jig.gadget.value.Memory;

/// A condition on a whole number, or on one of several.
record WholeCondition(
        int offset,
        int size,
        boolean signed,
        int count,
        long value,
        Operator operator,
        boolean negative)
        implements Condition {
    @Override
    public boolean test(long record, int length) {
        for (int i = 0; i < count; i++) {
            if (holds(Memory.whole(record + offset + (long) i * size, size, signed))) {
                return !negative;
            }
        }
        return negative;
    }

    private boolean holds(long number) {
        return operator.holds(
                signed ? Long.compare(number, value) : Long.compareUnsigned(number, value));
    }
}
