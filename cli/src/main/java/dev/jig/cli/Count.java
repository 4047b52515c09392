// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.UsageException;

/// Numbers as users write them.
final class Count {
    private static final long KIB = 1024;

    private Count() {}

    /// @param flag what messages call the value
    /// @throws UsageException if the text is not a whole number above 0
    static long positive(String flag, String text) {
        long number = digits(text);
        if (number <= 0) {
            throw new UsageException(
                    flag + ": \"" + text + "\" is not a whole number greater than 0");
        }
        return number;
    }

    /// Bytes: `65536`, `512K`, `4M`.
    ///
    /// @throws UsageException if the text is not a size of at most 1 GiB
    static int bytes(String flag, String text) {
        int last = text.length() - 1;
        long unit =
                switch (last < 0 ? ' ' : Character.toUpperCase(text.charAt(last))) {
                    case 'K' -> KIB;
                    case 'M' -> KIB * KIB;
                    case 'G' -> KIB * KIB * KIB;
                    default -> 1;
                };
        long number = digits(unit == 1 ? text : text.substring(0, last));
        if (number <= 0 || number > KIB * KIB * KIB / unit) {
            throw new UsageException(
                    flag + ": \"" + text + "\" is not a size (bytes, or 512K, 4M, at most 1G)");
        }
        return (int) (number * unit);
    }

    /// -1 if the text is anything but digits.
    private static long digits(String text) {
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(Count::isDigit)) {
            return -1;
        }
        return Long.parseLong(text);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
