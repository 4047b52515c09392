// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.schema.FieldType.TextList;
import dev.jig.gadget.schema.FieldType.Whole;

/// Where the strings of a list lie in a record.
///
/// @param lengthOffset where the number of used bytes stands, negative if nowhere
public record ListBytes(
        int offset, int capacity, int lengthOffset, int lengthSize, boolean lengthSigned) {
    public static ListBytes of(TextList type) {
        Whole length = type.length();
        return length == null
                ? new ListBytes(type.offset(), type.capacity(), -1, 0, false)
                : new ListBytes(
                        type.offset(),
                        type.capacity(),
                        length.offset(),
                        length.size(),
                        length.signed());
    }

    /// The address of the first string.
    public long start(long record) {
        return record + offset;
    }

    /// The address behind the last string's NUL (or byte, if it is cut): within the capacity and
    /// the record, whatever the record claims.
    ///
    /// @param length bytes the record really has
    public long end(long record, int length) {
        return start(record) + used(record, Math.max(0, Math.min(capacity, length - offset)));
    }

    private long used(long record, int limit) {
        if (lengthOffset < 0) {
            return limit;
        }
        long claimed = Memory.whole(record + lengthOffset, lengthSize, lengthSigned);
        if (lengthSigned && claimed < 0) {
            return 0;
        }
        return Long.compareUnsigned(claimed, limit) > 0 ? limit : claimed;
    }

    /// The address behind the string that starts at `at`, before its NUL.
    public static long stringEnd(long at, long end) {
        return at + Utf8.length(at, (int) (end - at));
    }
}
