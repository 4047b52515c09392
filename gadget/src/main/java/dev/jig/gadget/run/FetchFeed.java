// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.BpfMap;
import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.EventHandler;
import dev.jig.ebpf.IteratorLink;
import dev.jig.gadget.Markers;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.EntryShape;
import dev.jig.gadget.schema.Fetching;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Records that are there when they are asked for.
final class FetchFeed implements Feed {
    private final FetchTimes times;
    private final Fetch fetch;
    private final boolean whileAttached;
    private final boolean onStop;
    private Runnable beginning = () -> {};

    /// Hands out all records there are.
    @FunctionalInterface
    private interface Fetch {
        void into(EventHandler handler);
    }

    private FetchFeed(Fetching fetching, boolean whileAttached, Fetch fetch) {
        this.times = new FetchTimes(fetching, System.nanoTime());
        this.onStop = fetching.onStop();
        this.whileAttached = whileAttached;
        this.fetch = fetch;
    }

    /// The feed of a data source that has to be asked.
    ///
    /// @param arena owns what is allocated
    static FetchFeed of(
            BpfObject object,
            Markers.Source marker,
            DataSource source,
            Fetching fetching,
            Arena arena) {
        return switch (marker) {
            case Markers.Iteration(_, _, List<String> programs) ->
                    ofIterators(object, programs, source.recordSize(), fetching);
            case Markers.MapEntries(_, String map) -> ofEntries(object.map(map), fetching, arena);
            case Markers.Tracer(_, String map, _) ->
                    throw new IllegalArgumentException("map " + map + " needs no asking");
        };
    }

    /// What iterator programs write.
    ///
    /// @param recordSize bytes of each record
    private static FetchFeed ofIterators(
            BpfObject object, List<String> programs, int recordSize, Fetching fetching) {
        return new FetchFeed(
                fetching,
                true,
                handler ->
                        object.links().stream()
                                .filter(link -> programs.contains(link.program()))
                                .filter(IteratorLink.class::isInstance)
                                .map(IteratorLink.class::cast)
                                .forEach(iterator -> iterator.read(split(recordSize, handler))));
    }

    /// A piece holds whole records; what a program wrote of another size ends the last one short.
    private static EventHandler split(int recordSize, EventHandler handler) {
        return (memory, offset, length) -> {
            for (int at = 0; at < length; at += recordSize) {
                handler.event(memory, offset + at, Math.min(recordSize, length - at));
            }
        };
    }

    /// The entries of a hash map, which are taken out of it.
    private static FetchFeed ofEntries(BpfMap map, Fetching fetching, Arena arena) {
        EntryShape shape = new EntryShape(map.spec().keySize(), map.spec().valueSize());
        MemorySegment record = arena.allocate(shape.recordSize(), Long.BYTES);
        return new FetchFeed(
                fetching,
                false,
                handler ->
                        map.takeAll((keys, key, values, value) -> {
                            MemorySegment.copy(keys, key, record, 0, shape.keySize());
                            MemorySegment.copy(
                                    values, value, record, shape.valueAt(), shape.valueSize());
                            handler.event(record, 0, shape.recordSize());
                        }));
    }

    /// Says whom to tell that another reading begins.
    void onBegin(Runnable told) {
        beginning = told;
    }

    private void read(EventHandler handler) {
        beginning.run();
        fetch.into(handler);
    }

    @Override
    public void poll(long timeoutMillis, EventHandler handler) {
        times.await(timeoutMillis, System.nanoTime());
        drain(handler);
    }

    @Override
    public void drain(EventHandler handler) {
        if (times.take(System.nanoTime())) {
            read(handler);
        }
    }

    @Override
    public void ending(EventHandler handler) {
        if (onStop && whileAttached) {
            read(handler);
        }
    }

    @Override
    public void ended(EventHandler handler) {
        if (onStop && !whileAttached) {
            read(handler);
        }
    }

    @Override
    public boolean finished() {
        return times.finished();
    }

    @Override
    public void wake() {
        times.wake();
    }

    @Override
    public void close() {
        times.wake();
    }
}
