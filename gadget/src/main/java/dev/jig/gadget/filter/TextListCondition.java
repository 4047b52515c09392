// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.filter;

import dev.jig.gadget.value.ListBytes;
import dev.jig.gadget.value.Memory;

/// A condition on one string of a list, or on all joined by spaces.
record TextListCondition(ListBytes bytes, TextMatch match, boolean negative, Scratch scratch)
        implements Condition {
    @Override
    public boolean test(long record, int length) {
        long start = bytes.start(record);
        long end = bytes.end(record, length);
        return (anyMatches(start, end) || joinedMatches(start, end)) != negative;
    }

    private boolean anyMatches(long start, long end) {
        long at = start;
        while (at < end) {
            long stringEnd = ListBytes.stringEnd(at, end);
            if (match.matches(at, stringEnd)) {
                return true;
            }
            at = stringEnd + 1;
        }
        return false;
    }

    private boolean joinedMatches(long start, long end) {
        if (start == end) {
            return false;
        }
        long joined = scratch.address();
        int length = (int) (end - start);
        Memory.copy(start, length, joined);
        boolean terminated = Memory.unsignedByte(joined + length - 1) == 0;
        long joinedEnd = joined + length - (terminated ? 1 : 0);
        for (long at = joined; at < joinedEnd; at++) {
            if (Memory.unsignedByte(at) == 0) {
                Memory.putByte(at, ' ');
            }
        }
        return match.matches(joined, joinedEnd);
    }
}
