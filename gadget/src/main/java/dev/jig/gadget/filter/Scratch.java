// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.filter;

import java.lang.foreign.Arena;

/// Native memory for texts that are worked out to be compared. One text at a time.
final class Scratch implements AutoCloseable {
    private Arena arena = Arena.ofShared();
    private long size;
    private long address;

    /// Makes room for a text of that size.
    void ensure(long bytes) {
        if (bytes > size) {
            arena.close();
            arena = Arena.ofShared();
            address = arena.allocate(bytes).address();
            size = bytes;
        }
    }

    /// Where a text may be written.
    long address() {
        return address;
    }

    @Override
    public void close() {
        arena.close();
    }
}
