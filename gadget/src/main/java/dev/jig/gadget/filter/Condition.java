// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.filter;

/// A rule that is ready to be tested.
@FunctionalInterface
interface Condition {
    /// Whether a record meets it.
    ///
    /// @param record the record's address
    /// @param length bytes the record really has
    boolean test(long record, int length);
}
