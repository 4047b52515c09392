// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.filter;

import dev.jig.gadget.UsageException;

/// One rule as it was written.
///
/// @param text all of it, without escapes
/// @param symbol the operator as it was written
record Rule(String text, String field, Operator operator, String symbol, String value) {
    /// What to throw if the rule makes no sense.
    ///
    /// @param hint starts with a space, or is empty
    UsageException refused(String fact, String hint) {
        return refused(text, fact, hint);
    }

    static UsageException refused(String text, String fact, String hint) {
        return new UsageException("reading filter \"%s\": %s%s".formatted(text, fact, hint));
    }
}
