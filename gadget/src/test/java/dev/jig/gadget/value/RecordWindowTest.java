// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.gadget.schema.FieldType;
import dev.jig.gadget.schema.FieldType.TextList;
import dev.jig.gadget.schema.FieldType.Whole;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordWindowTest {
    private static final List<FieldType> TYPES =
            List.of(new Whole(8, 8, false), new TextList(16, 32, new Whole(12, 4, false)));

    @Test
    void wholeRecordsAreReadWhereTheyAre() {
        try (RecordWindow window = new RecordWindow(TYPES);
                Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(64);
            assertThat(window.address(memory, 8, 40)).isEqualTo(memory.address() + 8);
            assertThat(window.address(memory, 8, 16)).isEqualTo(memory.address() + 8);
        }
    }

    @Test
    void shortRecordsGoOnWithZeros() {
        try (RecordWindow window = new RecordWindow(TYPES);
                Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(64);
            memory.fill((byte) 0x11);
            long whole = window.address(memory, 0, 16);
            assertThat(Memory.longInteger(whole + 8)).isEqualTo(0x1111_1111_1111_1111L);
            long cut = window.address(memory, 0, 10);
            assertThat(cut).isNotEqualTo(memory.address());
            assertThat(Memory.whole(cut + 8, 8, false)).isEqualTo(0x1111L);
        }
    }

    @Test
    void aListsLengthBehindItIsReadableToo() {
        List<FieldType> types = List.of(new TextList(0, 8, new Whole(60, 4, false)));
        try (RecordWindow window = new RecordWindow(types);
                Arena arena = Arena.ofConfined()) {
            long at = window.address(arena.allocate(8), 0, 8);
            assertThat(Memory.integer(at + 60)).isZero();
            assertThat(window.readableBytes(8)).isEqualTo(64);
        }
    }

    @Test
    void recordsOnTheHeapAreCopied() {
        try (RecordWindow window = new RecordWindow(TYPES)) {
            MemorySegment heap = MemorySegment.ofArray(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
            assertThat(Memory.unsignedByte(window.address(heap, 1, 9) + 8)).isEqualTo(10);
        }
    }

    @Test
    void recordsOutsideTheirMemoryAreRefused() {
        try (RecordWindow window = new RecordWindow(TYPES);
                Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(64);
            assertThatThrownBy(() -> window.address(memory, 60, 8))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> window.address(memory, -1, 8))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> window.address(memory, 0, -1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void fieldsThatCannotBeAreRefused() {
        for (FieldType type :
                List.of(
                        new Whole(-1, 4, false),
                        new Whole(0, 3, false),
                        new FieldType.Real(0, 2),
                        new FieldType.Text(0, -1),
                        new FieldType.Text(Integer.MAX_VALUE, Integer.MAX_VALUE),
                        new FieldType.WholeList(0, 8, false, Integer.MAX_VALUE),
                        new TextList(0, 8, new Whole(0, 5, false)))) {
            assertThatThrownBy(() -> Extent.check(type))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
