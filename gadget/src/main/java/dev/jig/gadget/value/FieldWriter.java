// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// Writes one field of a record.
///
/// Implementations that keep no state are records: the compiler trusts the components of a record
/// that is a constant (as in generated code) to be constants too.
public interface FieldWriter {
    /// Writes the field's value.
    ///
    /// @param record the record's address, from {@link RecordWindow#address}
    /// @param length bytes the record really has; matters for lists only
    /// @param out where {@link #maxBytes} bytes may be stored
    /// @return where the value ends
    long write(long record, int length, long out);

    /// The most bytes that one call stores, those overwritten beyond the end included.
    int maxBytes();
}
