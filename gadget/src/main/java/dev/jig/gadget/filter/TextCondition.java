// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.filter;

import dev.jig.gadget.value.Utf8;

/// A condition on a C string.
record TextCondition(int offset, int capacity, TextMatch match, boolean negative)
        implements Condition {
    @Override
    public boolean test(long record, int length) {
        long at = record + offset;
        return match.matches(at, at + Utf8.length(at, capacity)) != negative;
    }
}
