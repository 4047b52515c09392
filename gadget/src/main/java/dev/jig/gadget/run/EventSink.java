// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import java.lang.foreign.MemorySegment;

/// Takes the events of a data source, all on the thread that runs the gadget. What it throws ends
/// the run, is cleaned up after and passed on.
@FunctionalInterface
public interface EventSink {
    /// Takes one event: `length` bytes of `memory` from `offset` on, valid until the call returns.
    /// All fields but lists of texts can be read from them; lists end at `length` at the latest.
    /// What a cut record lacks is zero, but for the first 7 bytes of it where events come through a
    /// perf buffer: the kernel fills those up with whatever was in the buffer and counts them in.
    ///
    /// @return whether the event counts towards the wanted number of events; false if a filter
    ///   dropped it
    boolean event(MemorySegment memory, long offset, int length);

    /// Events were lost because nobody took them fast enough.
    ///
    /// @param sinceLast how many since the last such call
    /// @param total how many since the gadget started
    default void lost(long sinceLast, long total) {}

    /// Another reading of all there is begins, of data sources that have to be asked: iterators,
    /// entries of maps.
    default void batch() {}

    /// All events that were there have been handed out, the next may take a while: the moment to
    /// flush.
    default void idle() {}
}
