// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.value.Memory;
import java.lang.foreign.Arena;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Replaces the interpreted writer of a stream that has become busy by a generated one, away from
/// the event path: a short-lived thread generates it and runs it on a copy of one record until it
/// is compiled.
///
/// The generated writer has a plan of its own, since plans keep state and the interpreted one goes
/// on meanwhile.
final class WriterUpgrade implements AutoCloseable {
    /// More calls than the compilers wait for.
    private static final int WARM_UP_CALLS = 30_000;

    private final Supplier<DocumentPlan> plans;
    private @Nullable Thread thread;
    private volatile @Nullable RecordWriter generated;

    WriterUpgrade(Supplier<DocumentPlan> plans) {
        this.plans = plans;
    }

    /// The generated writer if it is ready, otherwise null; the first call starts the work.
    ///
    /// @param record a record as the writer will get them
    /// @param readable bytes that can be read there
    /// @param length bytes that the record really has
    @Nullable RecordWriter get(long record, int readable, int length) {
        if (thread == null) {
            start(record, readable, length);
        }
        return generated;
    }

    private void start(long record, int readable, int length) {
        Arena arena = Arena.ofShared();
        long sample = arena.allocate((long) readable + Memory.SLACK).address();
        Memory.copy(record, readable, sample);
        thread =
                Thread.ofPlatform()
                        .name("jig-writer")
                        .daemon()
                        .start(() -> generate(arena, sample, length));
    }

    private void generate(Arena arena, long sample, int length) {
        try (arena) {
            DocumentPlan plan = plans.get();
            long out = arena.allocate(plan.maxBytes()).address();
            RecordWriter writer = GeneratedWriter.of(plan);
            for (int i = 0; i < WARM_UP_CALLS && !Thread.currentThread().isInterrupted(); i++) {
                writer.write(sample, length, out);
            }
            generated = writer;
        }
    }

    /// Ends the work if it still goes on.
    @Override
    public void close() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        running.interrupt();
        boolean interrupted = false;
        while (running.isAlive()) {
            try {
                running.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
