// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import org.jspecify.annotations.Nullable;

/// Names of numbers.
final class Names {
    private Names() {}

    /// A number by its name; by a prefix and the number if it has none.
    ///
    /// @return where it ends
    static long write(byte @Nullable [] name, Literal prefix, long number, long out) {
        return name == null
                ? Digits.signed(number, prefix.write(out))
                : Memory.copy(name, name.length, out);
    }

    /// The most bytes that {@link #write} stores for names of up to `nameBytes`.
    static int maxBytes(int nameBytes, Literal prefix) {
        return Math.max(nameBytes, prefix.length() + Digits.MAX_BYTES) + Memory.SLACK;
    }
}
