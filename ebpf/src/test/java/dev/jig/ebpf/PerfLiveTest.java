// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.ebpf.testing.LeakGuard;
import dev.jig.object.Bytes;
import dev.jig.object.MapType;
import dev.jig.object.ObjectSpec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("live")
@ExtendWith(LeakGuard.class)
class PerfLiveTest {
    private static final ObjectSpec PERF = Objects.read("perf");
    private static final LoadOptions BUFFERS =
            LoadOptions.defaults().withTransport(LoadOptions.Transport.PERF_BUFFER);

    /// Counts events and what is wrong with them.
    private static final class Check implements EventHandler {
        private int events;
        private int wrong;

        @Override
        public void event(MemorySegment memory, long offset, int length) {
            int size = 16 + (int) (memory.get(ValueLayout.JAVA_LONG_UNALIGNED, offset) & 255);
            boolean fits = length >= size && length < size + 8;
            boolean filled =
                    size == 16
                            || memory.get(ValueLayout.JAVA_BYTE, offset + size - 1) == (byte) 0xab;
            wrong += fits && filled ? 0 : 1;
            events++;
        }
    }

    /// Each run makes one event, longer by a byte than the one before.
    private static void fill(BpfObject object, int count) {
        for (int i = 0; i < count; i++) {
            long produced = object.variable("produced").getLong();
            ByteBuffer args = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
            args.putLong(0).putLong(produced);
            object.program("fill").testRun(TestRun.Input.ofContext(Bytes.copyOf(args.array())));
        }
    }

    @Test
    void ringBufferWhereThereIsOne() {
        try (Kernel kernel = Kernel.running();
                BpfObject object = BpfObject.load(PERF, kernel, LoadOptions.defaults());
                EventReader reader = EventReader.open(object.map("events"))) {
            Check check = new Check();
            fill(object, 300);
            assertThat(reader.drain(check)).isEqualTo(300);
            assertThat(check.wrong).isZero();
            assertThat(object.variable("asked_ring").getLong()).isEqualTo(1);
        }
    }

    @Test
    void perfBuffersWhenAskedFor() {
        try (Kernel kernel = Kernel.running();
                BpfObject object = BpfObject.load(PERF, kernel, BUFFERS);
                EventReader reader = EventReader.open(object.map("events"))) {
            assertThat(object.map("events").spec().type()).isEqualTo(MapType.PERF_EVENT_ARRAY);
            Check check = new Check();
            int polled = 0;
            for (int i = 0; i < 20; i++) {
                fill(object, 300);
                while (polled < 300 * (i + 1)) {
                    polled += reader.poll(1000, check);
                }
            }
            assertThat(check.events).isEqualTo(6000);
            assertThat(check.wrong).isZero();
            assertThat(object.variable("asked_ring").getLong()).isZero();
            assertThat(object.variable("dropped").getLong()).isZero();
        }
    }

    @Test
    void whatPerfBuffersDropIsCounted() throws InterruptedException {
        try (Kernel kernel = Kernel.running();
                BpfObject object = BpfObject.load(PERF, kernel, BUFFERS);
                EventReader reader = EventReader.open(object.map("events"))) {
            Check check = new Check();
            fill(object, 8000);
            reader.drain(check);
            // how many were lost on a CPU is said with the next event of that CPU
            for (int i = 0; i < 200 && reader.lost() < dropped(object); i++) {
                fillOnAllCpus(object);
                reader.drain(check);
            }
            assertThat(dropped(object)).isPositive();
            assertThat(reader.lost()).isEqualTo(dropped(object));
            assertThat(check.events + dropped(object))
                    .isEqualTo(object.variable("produced").getLong());
        }
    }

    private static long dropped(BpfObject object) {
        return object.variable("dropped").getLong();
    }

    /// As many threads as keep every CPU busy.
    private static void fillOnAllCpus(BpfObject object) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            threads.add(Thread.ofPlatform().start(() -> fill(object, 10)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void wakeEndsAPoll() throws InterruptedException {
        try (Kernel kernel = Kernel.running();
                BpfObject object = BpfObject.load(PERF, kernel, LoadOptions.defaults());
                EventReader reader = EventReader.open(object.map("events"))) {
            Thread waker =
                    Thread.ofPlatform()
                            .start(() -> {
                                sleep(50);
                                reader.wake();
                            });
            long start = System.nanoTime();
            assertThat(reader.poll(-1, (_, _, _) -> {})).isZero();
            assertThat(System.nanoTime() - start).isBetween(30_000_000L, 5_000_000_000L);
            waker.join();
            reader.wake();
            assertThat(reader.poll(-1, (_, _, _) -> {})).isZero();
            start = System.nanoTime();
            assertThat(reader.poll(20, (_, _, _) -> {})).isZero();
            assertThat(System.nanoTime() - start).isGreaterThan(15_000_000L);
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void readerOutlivesItsObject() {
        try (Kernel kernel = Kernel.running()) {
            for (LoadOptions options : new LoadOptions[] {LoadOptions.defaults(), BUFFERS}) {
                BpfObject object = BpfObject.load(PERF, kernel, options);
                EventReader reader = EventReader.open(object.map("events"));
                fill(object, 3);
                object.close();
                assertThat(reader.drain(new Check())).isEqualTo(3);
                reader.close();
                reader.close();
            }
        }
    }
}
