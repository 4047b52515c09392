// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.ebpf.EventHandler;
import dev.jig.gadget.schema.FieldType.StackPart;
import dev.jig.gadget.schema.FieldType.UserStack;
import dev.jig.gadget.stack.StackReadiness;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Events wait for what is known of their stacks, in order and not for ever.
class HeldEventsTest {
    private static final UserStack STACK = new UserStack(0, 4, 8, 16, StackPart.SYMBOLS);

    private final Arena arena = Arena.ofConfined();
    private final Set<Integer> known = new HashSet<>();
    private final List<Integer> handedOut = new ArrayList<>();
    private final EventHandler handler =
            (memory, offset, _) -> handedOut.add(memory.get(JAVA_INT, offset));
    private boolean findsOut = true;
    private final HeldEvents held =
            new HeldEvents(
                    new StackReadiness() {
                        @Override
                        public boolean ready(int id, int pid, long startCode, long startStack) {
                            assertThat(startCode).isEqualTo(pid + 1L);
                            assertThat(startStack).isEqualTo(pid + 2L);
                            return known.contains(pid);
                        }

                        @Override
                        public void await(long millis) {
                            assertThat(millis).isBetween(1L, HeldEvents.PATIENCE.toMillis());
                            if (findsOut) {
                                known.addAll(Set.of(1, 2));
                            }
                        }
                    },
                    List.of(STACK),
                    arena);

    @AfterEach
    void free() {
        arena.close();
    }

    private boolean keep(int id, int pid, int length) {
        MemorySegment record = arena.allocate(length, 8);
        record.set(JAVA_INT, 0, id);
        record.set(JAVA_INT, 4, pid);
        record.set(JAVA_LONG_UNALIGNED, 8, pid + 1L);
        record.set(JAVA_LONG_UNALIGNED, 16, pid + 2L);
        return held.keep(record, 0, length, handler);
    }

    @Test
    void whatIsKnownDoesNotWait() {
        known.add(1);
        assertThat(keep(10, 1, 24)).isFalse();
        assertThat(held.isEmpty()).isTrue();
        assertThat(held.pollMillis(70_000)).isEqualTo(70_000);
    }

    @Test
    void orderIsKept() {
        known.add(1);
        assertThat(keep(10, 2, 24)).isTrue();
        assertThat(keep(11, 1, 29)).isTrue();
        assertThat(keep(12, 3, 24)).isTrue();
        held.release(handler);
        assertThat(handedOut).isEmpty();
        assertThat(held.pollMillis(70_000)).isEqualTo(HeldEvents.PATIENCE.toMillis());
        known.add(2);
        held.release(handler);
        assertThat(handedOut).containsExactly(10, 11);
        assertThat(held.isEmpty()).isFalse();
        known.add(3);
        held.release(handler);
        assertThat(handedOut).containsExactly(10, 11, 12);
    }

    @Test
    void allAreHandedOutInTheEnd() {
        keep(10, 1, 24);
        keep(11, 2, 24);
        held.finish(handler);
        assertThat(handedOut).containsExactly(10, 11);
    }

    @Test
    void nobodyWaitsForEver() {
        findsOut = false;
        keep(10, 1, 24);
        long begin = System.nanoTime();
        held.finish(handler);
        assertThat(handedOut).containsExactly(10);
        assertThat(System.nanoTime() - begin).isLessThan(HeldEvents.PATIENCE.toNanos() * 20);
    }

    @Test
    void whereThereIsNoRoomNobodyWaits() {
        int kept = 0;
        for (int i = 0; i < 300; i++) {
            kept += keep(i, 1, 10_000) ? 1 : 0;
        }
        assertThat(handedOut.size()).isBetween(200, 299);
        held.finish(handler);
        assertThat(kept).isEqualTo(300);
        assertThat(handedOut).hasSize(300).isSorted();
        assertThat(keep(1000, 2, 1 << 20)).isFalse();
    }
}
