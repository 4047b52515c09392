// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import java.lang.foreign.MemorySegment;

/// Prints nothing.
final class SilentPrinter implements EventPrinter {
    @Override
    public void event(MemorySegment memory, long offset, int length) {}

    @Override
    public boolean lost(long newly, long total) {
        return false;
    }

    @Override
    public void close() {}
}
