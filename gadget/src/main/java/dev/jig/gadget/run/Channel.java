// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.EventHandler;
import dev.jig.ebpf.EventReader;
import dev.jig.gadget.schema.ContainerFields;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.FieldType;
import dev.jig.gadget.schema.FieldType.UserStack;
import dev.jig.gadget.stack.StackReadiness;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A data source while it runs: reads its map, makes short records whole and gives them to the
/// sink. Belongs to one thread, but for {@link #wake()}. Delivering allocates nothing.
final class Channel implements EventHandler, AutoCloseable {
    private final Feed feed;
    private final LostCounter counter;
    private final RecordShape shape;
    private final MemorySegment scratch;
    private final MemorySegment zeros;
    private final Quota quota;
    private final @Nullable SelectedNamespaces selected;
    private final int[] namespaceOffsets;
    private final @Nullable HeldEvents held;
    private final EventHandler deliver = this::deliver;
    private EventSink sink = (_, _, _) -> true;
    private long delivered;
    private long reportedLost;

    /// How many more events the run wants; shared by the channels of a run.
    static final class Quota {
        private final long limit;
        private long accepted;

        /// @param limit 0 for none
        Quota(long limit) {
            this.limit = limit;
        }

        boolean exhausted() {
            return limit != 0 && accepted >= limit;
        }

        long accepted() {
            return accepted;
        }
    }

    /// What the channels of a run share.
    ///
    /// @param arena owns what they allocate
    /// @param selected leaves out events of other mount namespaces; null if the programs do, or
    ///   nobody
    /// @param stacks what events with stacks wait for
    record Shared(
            Quota quota,
            Arena arena,
            @Nullable SelectedNamespaces selected,
            @Nullable StackReadiness stacks) {}

    private Channel(Feed feed, LostCounter counter, DataSource source, Shared shared) {
        Arena arena = shared.arena();
        RecordShape shape = RecordShape.of(source);
        this.feed = feed;
        this.counter = counter;
        this.shape = shape;
        this.scratch = arena.allocate(shape.size(), Long.BYTES);
        this.zeros = arena.allocate(shape.size(), Long.BYTES);
        this.quota = shared.quota();
        this.selected = shared.selected();
        this.held = held(source, shared);
        this.namespaceOffsets =
                ContainerFields.namespaces(source).stream()
                        .mapToInt(field -> ((FieldType.Whole) field.type()).offset())
                        .toArray();
    }

    private static @Nullable HeldEvents held(DataSource source, Shared shared) {
        StackReadiness stacks = shared.stacks();
        List<UserStack> types = HeldEvents.stacksOf(source);
        return stacks == null || types.isEmpty()
                ? null
                : new HeldEvents(stacks, types, shared.arena());
    }

    static Channel open(BpfObject object, DataSource source, Shared shared) {
        EventReader reader = EventReader.open(object.map(source.map()));
        LostCounter counter = LostCounter.of(object, source.map(), reader);
        Feed feed = new BufferFeed(reader, shared.quota()::exhausted);
        return new Channel(feed, counter, source, shared);
    }

    /// A channel of what becomes of containers. Its events are not those the run wants a number of.
    ///
    /// @param feed is closed with the channel
    static Channel ofContainers(ContainerFeed feed, DataSource source, Arena arena) {
        Shared own = new Shared(new Quota(0), arena, null, null);
        return new Channel(feed, feed::lost, source, own);
    }

    /// A channel of what is there when it is asked for; nothing of it is ever lost.
    ///
    /// @param feed is closed with the channel
    static Channel fetching(FetchFeed feed, DataSource source, Shared shared) {
        Channel channel = new Channel(feed, () -> 0, source, shared);
        feed.onBegin(() -> channel.sink.batch());
        return channel;
    }

    void sink(EventSink newSink) {
        sink = newSink;
    }

    @Override
    public void event(MemorySegment memory, long offset, int length) {
        if (length >= shape.fixedEnd()) {
            take(memory, offset, length);
        } else {
            MemorySegment.copy(memory, offset, scratch, 0, length);
            MemorySegment.copy(zeros, 0, scratch, length, shape.size() - length);
            take(scratch, 0, shape.size());
        }
    }

    private void take(MemorySegment memory, long offset, int length) {
        if (held == null || !held.keep(memory, offset, length, deliver)) {
            deliver(memory, offset, length);
        }
    }

    private void deliver(MemorySegment memory, long offset, int length) {
        if (quota.exhausted()) {
            return;
        }
        delivered++;
        if (handOut(memory, offset, length)) {
            quota.accepted++;
        }
    }

    private boolean handOut(MemorySegment memory, long offset, int length) {
        return (selected == null || isSelected(selected, memory, offset))
                && sink.event(memory, offset, length);
    }

    /// Whether one of the namespaces in an event is wanted.
    private boolean isSelected(SelectedNamespaces wanted, MemorySegment memory, long offset) {
        for (int at : namespaceOffsets) {
            if (wanted.contains(memory.get(JAVA_LONG_UNALIGNED, offset + at))) {
                return true;
            }
        }
        return false;
    }

    void poll(long timeoutMillis) {
        feed.poll(held == null ? timeoutMillis : held.pollMillis(timeoutMillis), this);
        idle();
    }

    /// Delivers all there is.
    void drain() {
        feed.drain(this);
        idle();
    }

    private void idle() {
        if (held != null) {
            held.release(deliver);
        }
        sink.idle();
    }

    /// Delivers what only programs that still work can give.
    void ending() {
        feed.ending(this);
    }

    /// Delivers what is left when no program works any more.
    void ended() {
        feed.ended(this);
        if (held != null) {
            held.finish(deliver);
        }
        sink.idle();
    }

    /// Whether nothing more will come.
    boolean finished() {
        return feed.finished() && (held == null || held.isEmpty());
    }

    void wake() {
        feed.wake();
    }

    /// Tells the sink of events lost since it was last told.
    void reportLost() {
        long total = counter.total();
        if (total != reportedLost) {
            sink.lost(total - reportedLost, total);
            reportedLost = total;
        }
    }

    long delivered() {
        return delivered;
    }

    long lost() {
        return reportedLost;
    }

    @Override
    public void close() {
        feed.close();
    }
}
