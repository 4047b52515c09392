// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PerfMemoryTest {
    private static final VarHandle LONG = JAVA_LONG.varHandle();
    private static final int PAGE = 4096;
    private static final int SIZE = 4096;
    private static final int HEAD = 1024;
    private static final int TAIL = 1032;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory = arena.allocate(PAGE + SIZE, PAGE);
    private final PerfMemory reader =
            new PerfMemory(memory, PAGE, SIZE, arena.allocate(PerfMemory.LARGEST_RECORD, 8));
    private final List<String> events = new ArrayList<>();
    private long head;

    @AfterEach
    void free() {
        arena.close();
    }

    private void startAt(long position) {
        head = position;
        memory.set(JAVA_LONG, HEAD, position);
        memory.set(JAVA_LONG, TAIL, position);
    }

    /// Puts a record byte by byte, wrapping where the data ends, and then shows it.
    private void write(int type, byte[] body) {
        int size = 8 + body.length;
        MemorySegment record = MemorySegment.ofArray(new byte[size]);
        record.set(JAVA_INT.withByteAlignment(1), 0, type);
        record.set(JAVA_SHORT.withByteAlignment(1), 6, (short) size);
        MemorySegment.copy(MemorySegment.ofArray(body), 0, record, 8, body.length);
        for (int i = 0; i < size; i++) {
            long at = PAGE + (head + i) % SIZE;
            memory.set(JAVA_BYTE, at, record.get(JAVA_BYTE, i));
        }
        head += size;
        LONG.setRelease(memory, (long) HEAD, head);
    }

    /// A sample's length word counts the padding, as the kernel's does.
    private void sample(int length, int seed) {
        int padded = ((length + 4 + 7) & ~7) - 4;
        MemorySegment body = MemorySegment.ofArray(new byte[4 + padded]);
        body.set(JAVA_INT.withByteAlignment(1), 0, padded);
        for (int i = 0; i < padded; i++) {
            body.set(JAVA_BYTE, 4 + i, (byte) (seed + i));
        }
        write(9, body.toArray(JAVA_BYTE));
    }

    private void note(MemorySegment event, long offset, int length) {
        byte seed = event.get(JAVA_BYTE, offset);
        for (int i = 0; i < length; i++) {
            assertThat(event.get(JAVA_BYTE, offset + i)).isEqualTo((byte) (seed + i));
        }
        events.add(length + "@" + seed);
    }

    @Test
    void recordsWrapAtEveryOffset() {
        for (int start = 0; start < SIZE; start += 8) {
            startAt(3L * SIZE + start);
            events.clear();
            sample(20, 1);
            sample(101, 2);
            assertThat(reader.drain(this::note)).isEqualTo(2);
            assertThat(events).containsExactly("20@1", "108@2");
            assertThat(memory.get(JAVA_LONG, TAIL)).isEqualTo(head);
        }
    }

    @Test
    void lostRecordsAreCountedAndOthersSkipped() {
        sample(20, 1);
        MemorySegment lost = MemorySegment.ofArray(new long[] {5, 42});
        write(2, lost.toArray(JAVA_BYTE));
        write(2, lost.toArray(JAVA_BYTE));
        write(77, new byte[24]);
        sample(20, 2);
        assertThat(reader.drain(this::note)).isEqualTo(2);
        assertThat(events).containsExactly("20@1", "20@2");
        assertThat(reader.lost()).isEqualTo(84);
    }

    @Test
    void eventOfAThrowingHandlerIsConsumed() {
        sample(20, 1);
        sample(20, 2);
        assertThatThrownBy(() ->
                        reader.drain((_, _, _) -> {
                            throw new IllegalStateException("handler");
                        }))
                .hasMessage("handler");
        assertThat(reader.drain(this::note)).isEqualTo(1);
    }

    @Test
    void corruptionIsSeen() {
        sample(20, 1);
        memory.set(JAVA_SHORT, PAGE + 6, (short) 4);
        assertThatThrownBy(() -> reader.drain(this::note))
                .hasMessage(
                        "read perf buffer: a record has an impossible size (head at 32, tail at"
                                + " 0)");
        memory.set(JAVA_SHORT, PAGE + 6, (short) 32);
        memory.set(JAVA_INT, PAGE + 8, 100);
        assertThatThrownBy(() -> reader.drain(this::note))
                .isInstanceOf(CorruptedBufferException.class)
                .hasMessageContaining("a sample of 100 bytes in a record of 24");
        memory.set(JAVA_LONG, HEAD, SIZE + 4096 + 8);
        assertThatThrownBy(() -> reader.drain(this::note))
                .hasMessageContaining("the positions do not fit");
    }

    @Test
    @Timeout(60)
    void nothingIsLostUnderAConcurrentProducer() throws InterruptedException {
        int count = 100_000;
        Thread writer = Thread.ofPlatform().start(() -> produce(count));
        long[] sum = {0};
        int delivered = 0;
        while (delivered < count) {
            delivered += reader.drain((event, offset, _) -> sum[0] += event.get(JAVA_INT, offset));
            Thread.onSpinWait();
        }
        writer.join();
        assertThat(sum[0]).isEqualTo((long) count * (count - 1) / 2);
    }

    private void produce(int count) {
        for (int i = 0; i < count; ) {
            if (head + 24 - (long) LONG.getAcquire(memory, (long) TAIL) > SIZE) {
                Thread.onSpinWait();
                continue;
            }
            MemorySegment body = MemorySegment.ofArray(new int[] {12, i, 0, 0});
            write(9, body.toArray(JAVA_BYTE));
            i++;
        }
    }
}
