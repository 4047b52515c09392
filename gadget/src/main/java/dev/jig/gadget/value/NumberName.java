// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import org.jspecify.annotations.Nullable;

/// A number by its name; by a prefix and the number if it has none.
record NumberName(int offset, int size, boolean signed, Names names, Literal prefix)
        implements FieldWriter {
    /// Longer names are cut: the user database may hold anything.
    private static final int MAX_NAME_BYTES = 256;

    /// Looks a name up.
    @FunctionalInterface
    interface Names {
        byte @Nullable [] utf8(long number);
    }

    static NumberName of(int offset, int size, boolean signed, Names names, String prefix) {
        return new NumberName(offset, size, signed, names, Literal.of(prefix));
    }

    @Override
    public long write(long record, int length, long out) {
        long number = Memory.whole(record + offset, size, signed);
        byte[] name = names.utf8(number);
        return name == null
                ? Digits.signed(number, prefix.write(out))
                : Memory.copy(name, Math.min(name.length, MAX_NAME_BYTES), out);
    }

    @Override
    public int maxBytes() {
        return Math.max(MAX_NAME_BYTES, prefix.maxBytes() + Digits.MAX_BYTES) + Memory.SLACK;
    }
}
