// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.EventHandler;
import dev.jig.ebpf.EventReader;
import java.util.function.BooleanSupplier;

/// Records that programs sent through a ring buffer or perf buffer.
///
/// @param enough whether nobody wants more
record BufferFeed(EventReader reader, BooleanSupplier enough) implements Feed {
    @Override
    public void poll(long timeoutMillis, EventHandler handler) {
        reader.poll(timeoutMillis, handler);
    }

    @Override
    public void drain(EventHandler handler) {
        while (reader.drain(handler) > 0 && !enough.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Override
    public boolean finished() {
        return false;
    }

    @Override
    public void wake() {
        reader.wake();
    }

    @Override
    public void close() {
        reader.close();
    }
}
