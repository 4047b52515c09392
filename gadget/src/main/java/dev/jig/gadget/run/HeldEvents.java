// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.jig.ebpf.EventHandler;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.gadget.schema.FieldType.StackPart;
import dev.jig.gadget.schema.FieldType.UserStack;
import dev.jig.gadget.stack.StackReadiness;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;

/// Events with stacks of user space for which somebody has to read files first: they wait here, in
/// their order, so that nobody else does. They wait for a bounded time and in bounded memory; when
/// either is over they are handed out with what is known. Belongs to one thread; allocates nothing
/// an event.
final class HeldEvents {
    /// As long as an event waits at most.
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int BYTES = 512 << 10;
    private static final int HEADER = 16;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final StackReadiness stacks;
    private final UserStack[] types;
    private final MemorySegment memory;
    private long first;
    private long end;

    /// @param arena owns the memory they wait in
    HeldEvents(StackReadiness stacks, List<UserStack> types, Arena arena) {
        this.stacks = stacks;
        this.types = types.toArray(UserStack[]::new);
        this.memory = arena.allocate(BYTES, Long.BYTES);
    }

    /// The stacks that the events of a data source have.
    static List<UserStack> stacksOf(DataSource source) {
        return source.fields().stream()
                .map(Field::type)
                .filter(UserStack.class::isInstance)
                .map(UserStack.class::cast)
                .filter(stack -> stack.part() == StackPart.SYMBOLS)
                .toList();
    }

    boolean isEmpty() {
        return first == end;
    }

    /// Keeps an event if it has to wait, itself or for those before it.
    ///
    /// @param whole the record, whose fields can all be read
    /// @param handler gets those before it if there is no room
    /// @return false if it need not wait: it was not kept
    boolean keep(MemorySegment whole, long offset, int length, EventHandler handler) {
        if (isEmpty() && isReady(whole, offset)) {
            return false;
        }
        long needed = HEADER + ((length + 7L) & -8L);
        if (needed > BYTES - end) {
            release(handler, true);
        }
        if (needed > BYTES) {
            return false;
        }
        memory.set(JAVA_LONG_UNALIGNED, end, System.nanoTime());
        memory.set(JAVA_INT_UNALIGNED, end + Long.BYTES, length);
        MemorySegment.copy(whole, offset, memory, end + HEADER, length);
        end += needed;
        return true;
    }

    private boolean isReady(MemorySegment record, long offset) {
        for (UserStack type : types) {
            boolean ready =
                    stacks.ready(
                            record.get(JAVA_INT_UNALIGNED, offset + type.id()),
                            record.get(JAVA_INT_UNALIGNED, offset + type.process()),
                            record.get(JAVA_LONG_UNALIGNED, offset + type.startCode()),
                            record.get(JAVA_LONG_UNALIGNED, offset + type.startStack()));
            if (!ready) {
                return false;
            }
        }
        return true;
    }

    /// Hands out the events that need not wait any more.
    void release(EventHandler handler) {
        release(handler, false);
    }

    private void release(EventHandler handler, boolean all) {
        while (!isEmpty() && (all || waitedNanos() >= PATIENCE.toNanos() || isFirstReady())) {
            int length = memory.get(JAVA_INT_UNALIGNED, first + Long.BYTES);
            long record = first + HEADER;
            first += HEADER + ((length + 7L) & -8L);
            handler.event(memory, record, length);
        }
        if (isEmpty()) {
            first = 0;
            end = 0;
        }
    }

    private long waitedNanos() {
        return System.nanoTime() - memory.get(JAVA_LONG_UNALIGNED, first);
    }

    private boolean isFirstReady() {
        return isReady(memory, first + HEADER);
    }

    /// Hands out all of them, each as soon as it need not wait.
    void finish(EventHandler handler) {
        release(handler);
        while (!isEmpty()) {
            stacks.await(Math.max(1, PATIENCE.toMillis() - waitedNanos() / NANOS_PER_MILLI));
            release(handler);
        }
    }

    /// How long to wait for other events, so that none waits too long here.
    long pollMillis(long millis) {
        return isEmpty() ? millis : Math.min(millis, PATIENCE.toMillis());
    }
}
