// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.EventHandler;
import dev.jig.ebpf.EventReader;
import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.LoadOptions;
import dev.jig.ebpf.TestRun;
import dev.jig.object.Bytes;
import dev.jig.object.ObjectSpec;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A ring that is filled by a program and then drained by jig.
final class Ring implements AutoCloseable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int BATCH = 4096;
    private static final int RECORD_BYTES = 136;
    private static final int ROOM = 64;

    private final Kernel kernel;
    private final BpfObject object;
    private final EventReader reader;
    private final long capacity;

    Ring(ObjectSpec spec, int ringBytes) {
        kernel = Kernel.running();
        object =
                BpfObject.load(
                        spec.withMap(spec.map("events").withMaxEntries(ringBytes)),
                        kernel,
                        LoadOptions.defaults());
        reader = EventReader.open(object.map("events"));
        capacity = (long) ringBytes / RECORD_BYTES - ROOM;
    }

    /// Fills the ring and drains it; the last step is part of the draining.
    ///
    /// @return nanoseconds of this thread's CPU time an event
    double drain(EventHandler handler, Runnable last) {
        fill();
        long start = THREADS.getCurrentThreadCpuTime();
        int events = reader.drain(handler);
        last.run();
        long spent = THREADS.getCurrentThreadCpuTime() - start;
        if (events != capacity) {
            throw new IllegalStateException(events + " events came of " + capacity);
        }
        return (double) spent / events;
    }

    private void fill() {
        for (long left = capacity; left > 0; left -= BATCH) {
            byte[] count =
                    ByteBuffer.allocate(Long.BYTES)
                            .order(ByteOrder.nativeOrder())
                            .putLong(Math.min(left, BATCH))
                            .array();
            object.program("fill").testRun(TestRun.Input.ofContext(Bytes.copyOf(count)));
        }
    }

    @Override
    public void close() {
        reader.close();
        object.close();
        kernel.close();
    }
}
