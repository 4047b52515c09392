// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RingMemoryTest {
    private static final int SIZE = 4096;

    private final Arena arena = Arena.ofShared();
    private final RingProducer producer = new RingProducer(arena, SIZE);
    private final RingMemory reader = producer.reader();
    private final List<String> events = new ArrayList<>();

    @AfterEach
    void free() {
        arena.close();
    }

    private void write(int length, int seed, int flags) {
        long at = producer.reserve(length);
        assertThat(at).isNotNegative();
        for (int i = 0; i < length; i++) {
            producer.put(at, i, (byte) (seed + i));
        }
        producer.commit(at, length, flags);
    }

    private void note(MemorySegment memory, long offset, int length) {
        byte seed = length == 0 ? 0 : memory.get(ValueLayout.JAVA_BYTE, offset);
        for (int i = 0; i < length; i++) {
            assertThat(memory.get(ValueLayout.JAVA_BYTE, offset + i)).isEqualTo((byte) (seed + i));
        }
        events.add(length + "@" + seed);
    }

    @Test
    void recordsWrapAtEveryOffset() {
        for (int start = 0; start < SIZE; start += 8) {
            producer.startAt(start + 5L * SIZE);
            events.clear();
            write(24, 1, 0);
            write(3, 2, 0);
            write(0, 0, 0);
            write(200, 3, 0);
            assertThat(reader.drain(this::note)).isEqualTo(4);
            assertThat(events).containsExactly("24@1", "3@2", "0@0", "200@3");
            assertThat(reader.drain(this::note)).isZero();
            assertThat(producer.consumer()).isEqualTo(start + 5L * SIZE + 32 + 16 + 8 + 208);
        }
    }

    @Test
    void discardedRecordsAreSkipped() {
        write(8, 1, RingProducer.DISCARDED);
        write(8, 2, 0);
        write(8, 3, RingProducer.DISCARDED);
        assertThat(reader.drain(this::note)).isEqualTo(1);
        assertThat(events).containsExactly("8@2");
        assertThat(reader.pending()).isZero();
    }

    @Test
    void busyRecordHoldsUpWhatFollows() {
        write(8, 1, 0);
        long busy = producer.reserve(8);
        write(8, 3, 0);
        assertThat(reader.drain(this::note)).isEqualTo(1);
        assertThat(reader.drain(this::note)).isZero();
        producer.putLong(busy, 0x0908070605040302L);
        producer.commit(busy, 8, 0);
        assertThat(reader.drain(this::note)).isEqualTo(2);
        assertThat(events).containsExactly("8@1", "8@2", "8@3");
    }

    @Test
    void fullRingIsReadToTheEnd() {
        for (int i = 0; i < SIZE / 16; i++) {
            write(8, i, 0);
        }
        assertThat(producer.reserve(8)).isEqualTo(-1);
        assertThat(reader.drain(this::note)).isEqualTo(SIZE / 16);
        assertThat(producer.reserve(8)).isNotNegative();
    }

    @Test
    void onlyWhatWasThereIsDelivered() {
        write(8, 1, 0);
        int delivered =
                reader.drain((memory, offset, length) -> {
                    note(memory, offset, length);
                    write(8, 2, 0);
                });
        assertThat(delivered).isEqualTo(1);
        assertThat(reader.drain(this::note)).isEqualTo(1);
    }

    @Test
    void eventOfAThrowingHandlerIsConsumed() {
        write(8, 1, 0);
        write(8, 2, 0);
        assertThatThrownBy(() ->
                        reader.drain((_, _, _) -> {
                            throw new IllegalStateException("handler");
                        }))
                .hasMessage("handler");
        assertThat(reader.drain(this::note)).isEqualTo(1);
        assertThat(events).containsExactly("8@2");
    }

    @Test
    void corruptionIsSeen() {
        write(8, 1, 0);
        producer.commit(0, 4096, 0);
        assertThatThrownBy(() -> reader.drain(this::note))
                .isInstanceOf(CorruptedBufferException.class)
                .hasMessage(
                        "read ring buffer: a record reaches beyond the end"
                                + " (consumer at 0, producer at 16)");
        producer.memory.set(ValueLayout.JAVA_LONG, 0, 32);
        assertThatThrownBy(() -> reader.drain(this::note))
                .isInstanceOf(CorruptedBufferException.class)
                .hasMessageContaining("the positions do not fit");
        producer.memory.set(ValueLayout.JAVA_LONG, 0, 3);
        assertThatThrownBy(() -> reader.drain(this::note))
                .isInstanceOf(CorruptedBufferException.class);
    }

    @Test
    void readingAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] sum = {0};
        EventHandler handler =
                (memory, offset, _) -> sum[0] += memory.get(ValueLayout.JAVA_LONG, offset);
        drainManyTimes(2_000, handler);
        long before = threads.getCurrentThreadAllocatedBytes();
        drainManyTimes(2_000, handler);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100 * 100);
        assertThat(sum[0]).isEqualTo(2L * 2_000 * 100);
    }

    /// Of 100 events each.
    private void drainManyTimes(int times, EventHandler handler) {
        for (int i = 0; i < times; i++) {
            for (int event = 0; event < 100; event++) {
                long at = producer.reserve(8);
                producer.putLong(at, 1);
                producer.commit(at, 8, 0);
            }
            reader.drain(handler);
        }
    }

    @Test
    @Timeout(60)
    void nothingIsLostOrTornUnderAConcurrentProducer() throws InterruptedException {
        int count = 300_000;
        Thread writer = Thread.ofPlatform().start(() -> produce(count));
        Sequence sequence = new Sequence();
        int delivered = 0;
        while (delivered < count) {
            delivered += reader.drain(sequence);
            Thread.onSpinWait();
        }
        writer.join();
        assertThat(delivered).isEqualTo(count);
        assertThat(sequence.wrong).isZero();
        assertThat(reader.pending()).isZero();
    }

    /// Records carry their number in the first eight bytes and again in the last.
    private void produce(int count) {
        SplittableRandom random = new SplittableRandom(7);
        for (long number = 0; number < count; ) {
            int length = 9 + random.nextInt(100);
            boolean discard = random.nextInt(10) == 0;
            long at = producer.reserve(length);
            if (at < 0) {
                Thread.onSpinWait();
                continue;
            }
            producer.putLong(at, number);
            producer.put(at, length - 1, (byte) number);
            producer.commit(at, length, discard ? RingProducer.DISCARDED : 0);
            number += discard ? 0 : 1;
        }
    }

    private static final class Sequence implements EventHandler {
        private long next;
        private int wrong;

        @Override
        public void event(MemorySegment memory, long offset, int length) {
            boolean whole =
                    memory.get(ValueLayout.JAVA_LONG, offset) == next
                            && memory.get(ValueLayout.JAVA_BYTE, offset + length - 1)
                                    == (byte) next;
            wrong += whole ? 0 : 1;
            next++;
        }
    }
}
