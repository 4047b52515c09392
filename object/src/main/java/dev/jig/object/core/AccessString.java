// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.insn.CoreRecord;
import java.util.Arrays;

/// The numbers of a record's access string: which element, member or enumerator at each level.
final class AccessString {
    private static final int MOST_NUMBERS = 64;
    private static final int MOST_DIGITS = 9;

    private AccessString() {}

    /// At least one number, none negative.
    static int[] numbers(CoreRecord record) {
        String access = record.access();
        int[] numbers = new int[MOST_NUMBERS];
        int count = 0;
        int at = 0;
        while (at <= access.length()) {
            if (count == MOST_NUMBERS) {
                throw malformed(record, "has more than %d levels".formatted(MOST_NUMBERS));
            }
            int colon = access.indexOf(':', at);
            int end = colon < 0 ? access.length() : colon;
            numbers[count++] = number(record, at, end);
            at = end + 1;
        }
        return Arrays.copyOf(numbers, count);
    }

    private static int number(CoreRecord record, int start, int end) {
        int value = 0;
        for (int at = start; at < end; at++) {
            int digit = record.access().charAt(at) - '0';
            if (digit < 0 || digit > 9 || end - start > MOST_DIGITS) {
                throw malformed(record, "is not a list of numbers");
            }
            value = value * 10 + digit;
        }
        if (start == end) {
            throw malformed(record, "is not a list of numbers");
        }
        return value;
    }

    /// The number of a record whose access string must be a single one.
    static int single(CoreRecord record) {
        int[] numbers = numbers(record);
        if (numbers.length != 1) {
            throw malformed(record, "is not a single number");
        }
        return numbers[0];
    }

    static CoreRelocationException malformed(CoreRecord record, String fact) {
        String access = record.access();
        String shown = access.length() <= 40 ? access : access.substring(0, 40) + "...";
        return new CoreRelocationException(
                "the access string '%s' %s".formatted(shown.replaceAll("\\p{C}", "?"), fact));
    }
}
