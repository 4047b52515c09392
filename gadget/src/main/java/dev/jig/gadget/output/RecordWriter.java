// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

/// Writes a whole record.
@FunctionalInterface
interface RecordWriter {
    /// Writes what a plan says.
    ///
    /// @param record the record's address
    /// @param length bytes the record really has
    /// @param out where the plan's most bytes may be stored
    /// @return where the output ends
    long write(long record, int length, long out);
}
