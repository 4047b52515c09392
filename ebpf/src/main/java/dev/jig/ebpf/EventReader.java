// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

/// Reads the events of a ring buffer (5.8) or of a perf event array. Events of one CPU come in the
/// order they were sent; those of a ring buffer all do. One thread at a time may poll, drain or
/// close; {@link #wake()} is for any thread. The reader maps the buffer and owns the mapping, not
/// the map. Two readers of one ring buffer would corrupt each other.
///
/// The reading calls allocate nothing. If the handler throws, the event it was given counts as
/// delivered and the exception passes.
public sealed interface EventReader extends AutoCloseable permits RingReader, PerfReader {

    /// Opens a reader for a map of type RINGBUF or PERF_EVENT_ARRAY.
    ///
    /// @throws IllegalArgumentException if the map is of another type
    static EventReader open(BpfMap events) {
        return switch (events.spec().type()) {
            case RINGBUF -> RingReader.open(events);
            case PERF_EVENT_ARRAY -> PerfReader.open(events);
            default ->
                    throw new IllegalArgumentException(
                            "open reader of map " + events.name() + ": it holds no events");
        };
    }

    /// Waits for events and delivers all there are. When events come fast it sleeps up to 200
    /// microseconds before it delivers, so that one wake-up serves many events.
    ///
    /// @param timeoutMillis longest wait, negative for no limit
    /// @return events delivered, 0 after a timeout or a {@link #wake()}
    /// @throws CorruptedBufferException if the buffer cannot be read any more
    int poll(long timeoutMillis, EventHandler handler);

    /// Delivers what is there without waiting.
    ///
    /// @return events delivered
    /// @throws CorruptedBufferException if the buffer cannot be read any more
    int drain(EventHandler handler);

    /// Makes the current {@link #poll}, or else the next one, return. Any thread.
    void wake();

    /// Events the kernel says it dropped because the buffer was full, as far as it says so: perf
    /// buffers do, ring buffers leave it to the program.
    long lost();

    /// Undoes everything opening did; closing twice does nothing. Not for handlers.
    ///
    /// @throws IllegalStateException if called by a handler of a ring buffer's events
    @Override
    void close();
}
