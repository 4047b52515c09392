// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.filter;

import dev.jig.gadget.value.Memory;
import java.nio.charset.StandardCharsets;

/// What a text has to be.
@FunctionalInterface
interface TextMatch {
    /// Whether the bytes from `at` to before `end` are it.
    boolean matches(long at, long end);

    /// A text that stands as asked to a value, compared byte by byte.
    static TextMatch comparison(Operator operator, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return operator == Operator.EQUAL
                ? (at, end) -> end - at == bytes.length && compare(at, end, bytes) == 0
                : (at, end) -> operator.holds(compare(at, end, bytes));
    }

    /// A text that has a value in it.
    static TextMatch containing(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return (at, end) -> contains(at, end, bytes);
    }

    private static int compare(long at, long end, byte[] value) {
        int common = (int) Math.min(end - at, value.length);
        for (int i = 0; i < common; i++) {
            int difference = Memory.unsignedByte(at + i) - (value[i] & 0xff);
            if (difference != 0) {
                return difference;
            }
        }
        return Long.compare(end - at, value.length);
    }

    private static boolean contains(long at, long end, byte[] value) {
        for (long from = at; from + value.length <= end; from++) {
            if (compare(from, from + value.length, value) == 0) {
                return true;
            }
        }
        return false;
    }
}
