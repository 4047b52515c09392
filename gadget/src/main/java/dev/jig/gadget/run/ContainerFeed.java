// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.container.Container;
import dev.jig.container.ContainerChange;
import dev.jig.container.ContainerChanges;
import dev.jig.container.Containers;
import dev.jig.ebpf.EventHandler;
import dev.jig.gadget.schema.ContainerEvents;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What becomes of containers, as records of {@link ContainerEvents}. A thread of its own reads
/// their configurations. What waits is bounded; more than that is lost and counted.
final class ContainerFeed implements Feed {
    private static final int MAX_WAITING = 4096;
    private static final int MAX_CONFIG = 32 << 10;
    private static final int STACK_BYTES = 128 << 10;

    private final Containers containers;
    private final MemorySegment record;
    private final Queue<Event> ready = new ConcurrentLinkedQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final ExecutorService reader;
    private final Runnable end;

    private record Event(ContainerChange change, String config) {}

    /// @param arena owns the record that is handed out
    ContainerFeed(ContainerFilter filter, Arena arena) {
        containers = filter.containers();
        record = arena.allocate(ContainerEvents.RECORD_BYTES, Long.BYTES);
        reader =
                new ThreadPoolExecutor(
                        0,
                        1,
                        1,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform()
                                .daemon()
                                .name("jig-container-events")
                                .stackSize(STACK_BYTES)
                                .factory());
        end = containers.onChange(new ContainerChanges(filter.selection(), this::take));
    }

    private void take(ContainerChange change) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            lost.incrementAndGet();
            return;
        }
        reader.execute(() -> ready.add(new Event(change, config(change))));
    }

    private static String config(ContainerChange change) {
        String bundle = change.container().bundle();
        if (change.kind() == ContainerChange.Kind.DELETED || bundle.isEmpty()) {
            return "";
        }
        try (InputStream in = Files.newInputStream(Path.of(bundle, "config.json"))) {
            byte[] text = in.readNBytes(MAX_CONFIG + 1);
            return text.length > MAX_CONFIG ? "" : new String(text, UTF_8);
        } catch (IOException | InvalidPathException gone) {
            return "";
        }
    }

    /// Events that nobody took in time.
    long lost() {
        return lost.get();
    }

    @Override
    public void poll(long timeoutMillis, EventHandler handler) {
        throw new UnsupportedOperationException("a data source of programs is waited for");
    }

    @Override
    public void drain(EventHandler handler) {
        for (Event event = ready.poll(); event != null; event = ready.poll()) {
            waiting.decrementAndGet();
            ContainerEvents.write(latest(event.change()), event.config(), record);
            handler.event(record, 0, ContainerEvents.RECORD_BYTES);
        }
    }

    /// With the name that was found out meanwhile.
    private ContainerChange latest(ContainerChange change) {
        Container then = change.container();
        Container now = containers.snapshot().find(then.execution().mountNamespace());
        return now == null || !now.id().equals(then.id())
                ? change
                : new ContainerChange(change.kind(), now);
    }

    /// Nobody waits for containers alone.
    @Override
    public boolean finished() {
        return true;
    }

    @Override
    public void wake() {
        // nobody waits here
    }

    @Override
    public void close() {
        end.run();
        reader.shutdownNow();
    }
}
