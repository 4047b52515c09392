// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.flow;

import dev.jig.object.insn.Instruction;
import java.util.stream.LongStream;

/// A conditional jump: when it jumps, and what follows from that for its operands.
final class Jump {
    private static final int EQUAL = 0x10;
    private static final int NOT_EQUAL = 0x50;
    private static final int NARROW = 0x06;
    private static final int MAY_GOTO = 0xe0;

    private final Instruction instruction;

    Jump(Instruction instruction) {
        this.instruction = instruction;
    }

    boolean mayGo(boolean taken, Value dst, Value src) {
        if (operation() == MAY_GOTO) {
            return true;
        }
        if (!(dst instanceof Value.Numbers left) || !(src instanceof Value.Numbers right)) {
            return true;
        }
        return LongStream.of(left.values())
                .anyMatch(a -> LongStream.of(right.values()).anyMatch(b -> holds(a, b) == taken));
    }

    /// What the destination operand holds on the way taken or not taken.
    Value narrowed(boolean taken, Value dst, Value src) {
        if (!(src instanceof Value.Numbers right) || operation() == MAY_GOTO) {
            return dst;
        }
        boolean same = operation() == (taken ? EQUAL : NOT_EQUAL);
        if (same && !narrow() && dst instanceof Value.Any) {
            return src;
        }
        return dst.where(a -> LongStream.of(right.values()).anyMatch(b -> holds(a, b) == taken));
    }

    private int operation() {
        return instruction.opcode() & 0xf0;
    }

    private boolean narrow() {
        return (instruction.opcode() & 0x07) == NARROW;
    }

    private boolean holds(long left, long right) {
        return narrow()
                ? compare(
                        left << 32 >> 32,
                        right << 32 >> 32,
                        left & 0xffffffffL,
                        right & 0xffffffffL)
                : compare(left, right, left, right);
    }

    private boolean compare(long a, long b, long unsignedA, long unsignedB) {
        int unsigned = Long.compareUnsigned(unsignedA, unsignedB);
        return switch (operation()) {
            case EQUAL -> a == b;
            case 0x20 -> unsigned > 0;
            case 0x30 -> unsigned >= 0;
            case 0x40 -> (unsignedA & unsignedB) != 0;
            case NOT_EQUAL -> a != b;
            case 0x60 -> a > b;
            case 0x70 -> a >= b;
            case 0xa0 -> unsigned < 0;
            case 0xb0 -> unsigned <= 0;
            case 0xc0 -> a < b;
            default -> a <= b;
        };
    }
}
