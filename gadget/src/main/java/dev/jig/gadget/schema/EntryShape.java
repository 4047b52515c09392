// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

/// How an entry of a map is made a record: the key, and the value behind it at the next multiple of
/// eight bytes. Sizes in bytes.
public record EntryShape(int keySize, int valueSize) {
    /// Where the value starts.
    public int valueAt() {
        return (keySize + Long.BYTES - 1) & -Long.BYTES;
    }

    public int recordSize() {
        return valueAt() + valueSize;
    }
}
