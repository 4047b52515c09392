// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.flow;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// What is known of the contents of a register or a place on the stack, on all paths that lead to
/// an instruction.
sealed interface Value {
    /// How many different numbers are kept apart.
    int MAX_NUMBERS = 8;

    /// One of a few numbers, in ascending order, at least one.
    final class Numbers implements Value {
        private final long[] values;

        private Numbers(long[] values) {
            this.values = values;
        }

        static Numbers of(long number) {
            return new Numbers(new long[] {number});
        }

        /// Not to be changed.
        long[] values() {
            return values;
        }

        boolean single() {
            return values.length == 1;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Numbers those && Arrays.equals(values, those.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return Arrays.toString(values);
        }
    }

    /// The address of a byte in a data section.
    record Data(String map, long offset) implements Value {}

    /// An address on the function's own stack, relative to its frame pointer.
    record Frame(long offset) implements Value {}

    /// The address of a function.
    record Code(String function) implements Value {}

    /// Anything else.
    ///
    /// @param maps if it is a map, or memory of a ring buffer, it is one of these
    /// @param wild whether it may as well point to the stack or to any map
    record Any(Set<String> maps, boolean wild) implements Value {
        /// Neither a pointer to a stack nor to a map, or never read.
        static final Any PLAIN = new Any(Set.of(), false);

        /// Nothing is known.
        static final Any WILD = new Any(Set.of(), true);
    }

    /// The value of a map's address.
    static Value map(String name) {
        return new Any(Set.of(name), false);
    }

    /// One of these numbers; plain if they are too many.
    ///
    /// @param numbers at least one
    static Value numbers(long[] numbers) {
        long[] distinct = Arrays.stream(numbers).sorted().distinct().toArray();
        return distinct.length > MAX_NUMBERS ? Any.PLAIN : new Numbers(distinct);
    }

    /// What holds for both.
    default Value join(Value other) {
        if (equals(other)) {
            return this;
        }
        if (this instanceof Numbers a && other instanceof Numbers b) {
            long[] both = Arrays.copyOf(a.values, a.values.length + b.values.length);
            System.arraycopy(b.values, 0, both, a.values.length, b.values.length);
            return numbers(both);
        }
        return any(union(maps(), other.maps()), wild() || other.wild());
    }

    /// The result of an operation on two values of which nothing better is known.
    default Value mixed(Value other) {
        return any(union(maps(), other.maps()), wild() || other.wild());
    }

    private static Value any(Set<String> maps, boolean wild) {
        return maps.isEmpty() ? wild ? Any.WILD : Any.PLAIN : new Any(maps, wild);
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        if (a.containsAll(b)) {
            return a;
        }
        Set<String> both = new TreeSet<>(a);
        both.addAll(b);
        return Set.copyOf(both);
    }

    /// The maps it may be, if it is not wild.
    default Set<String> maps() {
        return this instanceof Any any ? any.maps : Set.of();
    }

    /// Whether it may point to a stack, or to a map that is not known.
    default boolean wild() {
        return switch (this) {
            case Any any -> any.wild;
            case Frame _, Code _ -> true;
            case Numbers _, Data _ -> false;
        };
    }

    /// Those numbers for which the condition holds; itself if it is no number.
    default Value where(LongPredicate condition) {
        if (!(this instanceof Numbers numbers)) {
            return this;
        }
        long[] kept = Arrays.stream(numbers.values).filter(condition).toArray();
        return kept.length == 0 ? this : new Numbers(kept);
    }
}
