// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.filter;

import dev.jig.gadget.value.FieldWriter;

/// A condition on a text that is worked out, like the name of an errno.
record WorkedOutCondition(FieldWriter text, TextMatch match, boolean negative, Scratch scratch)
        implements Condition {
    @Override
    public boolean test(long record, int length) {
        long at = scratch.address();
        return match.matches(at, text.write(record, length, at)) != negative;
    }
}
