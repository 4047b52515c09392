// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.EventHandler;

/// Where the records of a running data source come from. One thread, but for {@link #wake()}.
sealed interface Feed extends AutoCloseable permits BufferFeed, FetchFeed, ContainerFeed {
    /// Waits for records and delivers all there are.
    ///
    /// @param timeoutMillis longest wait, negative for no limit
    void poll(long timeoutMillis, EventHandler handler);

    /// Delivers what is there without waiting.
    void drain(EventHandler handler);

    /// The run ends; programs still work. What only they can give is delivered.
    default void ending(EventHandler handler) {}

    /// The run ended; no program works any more, and what is left is delivered.
    default void ended(EventHandler handler) {
        drain(handler);
    }

    /// Whether nothing more will come.
    boolean finished();

    /// Makes the current {@link #poll}, or else the next one, return. Any thread.
    void wake();

    @Override
    void close();
}
