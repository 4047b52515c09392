// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.trampoline;

import java.util.Arrays;

/// Registers and stack slots of a function at one place.
final class Frame {
    static final int FRAME_POINTER = 10;

    private static final int REGISTERS = 11;
    private static final int STACK_SLOTS = 64;

    private final Content[] cells;

    private Frame(Content[] cells) {
        this.cells = cells;
    }

    /// At the start of a function, nothing in its argument registers.
    static Frame empty() {
        Content[] cells = new Content[REGISTERS + STACK_SLOTS];
        Arrays.fill(cells, Content.OTHER);
        cells[FRAME_POINTER] = Content.stack(0);
        return new Frame(cells);
    }

    Frame copy() {
        return new Frame(cells.clone());
    }

    Content register(int number) {
        return number < REGISTERS ? cells[number] : Content.OTHER;
    }

    void set(int register, Content content) {
        if (register < FRAME_POINTER) {
            cells[register] = content;
        }
    }

    /// What eight bytes of the stack hold.
    ///
    /// @param distance from the frame pointer
    Content slot(long distance) {
        return isSlot(distance) ? cells[cell(distance)] : Content.OTHER;
    }

    /// Whether eight bytes are exactly one slot.
    static boolean isSlot(long distance) {
        return distance < 0 && distance >= -8L * STACK_SLOTS && distance % Long.BYTES == 0;
    }

    private static int cell(long distance) {
        return REGISTERS + (int) (-distance / Long.BYTES) - 1;
    }

    /// Stores into the stack.
    void store(long distance, int size, Content content) {
        if (size == Long.BYTES && isSlot(distance)) {
            cells[cell(distance)] = content;
            return;
        }
        for (long at = Math.floorDiv(distance, 8L) * 8; at < distance + size; at += 8) {
            if (isSlot(at)) {
                cells[cell(at)] = Content.OTHER;
            }
        }
    }

    /// Takes in what holds on another path to the same place.
    ///
    /// @return whether that changed anything
    boolean merge(Frame other) {
        boolean changed = false;
        for (int i = 0; i < cells.length; i++) {
            Content merged = cells[i].or(other.cells[i]);
            changed |= !merged.equals(cells[i]);
            cells[i] = merged;
        }
        return changed;
    }
}
