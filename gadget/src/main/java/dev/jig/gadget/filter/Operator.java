// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.filter;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How a rule compares.
enum Operator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">="),
    MATCHES("~"),
    MATCHES_NOT("!~"),
    ;

    private static final List<Operator> LONGEST_FIRST =
            Arrays.stream(values())
                    .sorted(Comparator.comparingInt(operator -> -operator.symbol.length()))
                    .toList();

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    /// The longest operator that a text starts with at an index.
    static Optional<Operator> at(String text, int index) {
        return LONGEST_FIRST.stream()
                .filter(operator -> text.startsWith(operator.symbol, index))
                .findFirst();
    }

    /// Whether it asks for the same or not the same.
    boolean isEquality() {
        return this == EQUAL || this == NOT_EQUAL;
    }

    /// Whether it searches for a regular expression.
    boolean isMatch() {
        return this == MATCHES || this == MATCHES_NOT;
    }

    /// Whether it is the opposite of another one that asks for the same or a match.
    boolean isNegative() {
        return this == NOT_EQUAL || this == MATCHES_NOT;
    }

    /// Whether two values stand as asked.
    ///
    /// @param order negative, 0 or positive as the first is less than, equal to or greater than the
    ///   second
    boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
            case MATCHES, MATCHES_NOT -> throw new IllegalStateException("not an order: " + this);
        };
    }
}
