// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import org.jspecify.annotations.Nullable;

/// What a record does to its instruction for one target type, or without any.
sealed interface Fixup {
    /// Whether the target has what the record asks for.
    boolean matched();

    /// Whether another candidate's fix-up has the same effect.
    default boolean agrees(Fixup other) {
        return equals(other);
    }

    /// A constant in place of another.
    ///
    /// @param local what the instruction holds if the compiler made it for the local types
    /// @param checked whether it must hold that
    /// @param access what a load or store at that place moves; null if the constant is no such
    ///   place
    record Value(long local, long target, boolean checked, boolean matched, @Nullable Access access)
            implements Fixup {
        /// The answer that there is no such thing.
        static Value none(long local, boolean checked) {
            return new Value(local, 0, checked, false, null);
        }

        /// The answer that there is.
        static Value found(long local, long target, boolean checked) {
            return new Value(local, target, checked, true, null);
        }
    }

    /// The size of a field to be loaded or stored, 0 for a bit field.
    ///
    /// @param adaptable whether another size may be loaded or stored with the same meaning
    record Access(long local, long target, boolean adaptable) {
        boolean differs() {
            return local != target;
        }
    }

    /// The instruction cannot be made to work and must never be reached.
    ///
    /// @param note why, in words
    record Poison(String note) implements Fixup {
        @Override
        public boolean matched() {
            return false;
        }

        @Override
        public boolean agrees(Fixup other) {
            return other instanceof Poison;
        }
    }
}
