// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.flow;

import dev.jig.object.insn.Instruction;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/// What the arithmetic instructions compute, as Documentation/bpf/standardization/instruction-set
/// has it: division by zero gives zero, the remainder of it leaves the dividend.
final class Arithmetic {
    private static final int CLASS = 0x07;
    private static final int ALU64 = 0x07;
    private static final int OPERATION = 0xf0;
    private static final int REGISTER_SOURCE = 0x08;
    private static final int BITS_32 = 32;

    private Arithmetic() {}

    static boolean wide(Instruction instruction) {
        return (instruction.opcode() & CLASS) == ALU64;
    }

    static int operation(Instruction instruction) {
        return instruction.opcode() & OPERATION;
    }

    /// The result, extended to 64 bits; empty for an operation that is not known here.
    static OptionalLong compute(Instruction instruction, long dst, long src, ByteOrder order) {
        if (operation(instruction) == 0xd0) {
            return swapped(instruction, dst, order);
        }
        if (wide(instruction)) {
            return compute64(instruction, dst, src);
        }
        OptionalLong result = compute32(instruction, (int) dst, (int) src);
        return result.isPresent()
                ? OptionalLong.of(result.getAsLong() & 0xffffffffL)
                : OptionalLong.empty();
    }

    private static OptionalLong compute64(Instruction instruction, long a, long b) {
        boolean signed = instruction.offset() == 1;
        return switch (operation(instruction)) {
            case 0x00 -> OptionalLong.of(a + b);
            case 0x10 -> OptionalLong.of(a - b);
            case 0x20 -> OptionalLong.of(a * b);
            case 0x30 -> OptionalLong.of(b == 0 ? 0 : signed ? a / b : Long.divideUnsigned(a, b));
            case 0x40 -> OptionalLong.of(a | b);
            case 0x50 -> OptionalLong.of(a & b);
            case 0x60 -> OptionalLong.of(a << b);
            case 0x70 -> OptionalLong.of(a >>> b);
            case 0x80 -> OptionalLong.of(-a);
            case 0x90 ->
                    OptionalLong.of(b == 0 ? a : signed ? a % b : Long.remainderUnsigned(a, b));
            case 0xa0 -> OptionalLong.of(a ^ b);
            case 0xb0 -> moved(instruction.offset(), b);
            case 0xc0 -> OptionalLong.of(a >> b);
            default -> OptionalLong.empty();
        };
    }

    private static OptionalLong compute32(Instruction instruction, int a, int b) {
        boolean signed = instruction.offset() == 1;
        return switch (operation(instruction)) {
            case 0x00 -> OptionalLong.of(a + b);
            case 0x10 -> OptionalLong.of(a - b);
            case 0x20 -> OptionalLong.of((long) a * b);
            case 0x30 ->
                    OptionalLong.of(b == 0 ? 0 : signed ? a / b : Integer.divideUnsigned(a, b));
            case 0x40 -> OptionalLong.of(a | b);
            case 0x50 -> OptionalLong.of(a & b);
            case 0x60 -> OptionalLong.of(a << b);
            case 0x70 -> OptionalLong.of(a >>> b);
            case 0x80 -> OptionalLong.of(-a);
            case 0x90 ->
                    OptionalLong.of(b == 0 ? a : signed ? a % b : Integer.remainderUnsigned(a, b));
            case 0xa0 -> OptionalLong.of(a ^ b);
            case 0xb0 -> moved(instruction.offset(), b);
            case 0xc0 -> OptionalLong.of(a >> b);
            default -> OptionalLong.empty();
        };
    }

    /// A move, or one that extends the sign of the lowest bits.
    private static OptionalLong moved(int bits, long value) {
        return switch (bits) {
            case 0 -> OptionalLong.of(value);
            case 8 -> OptionalLong.of((byte) value);
            case 16 -> OptionalLong.of((short) value);
            case BITS_32 -> OptionalLong.of(value << BITS_32 >> BITS_32);
            default -> OptionalLong.empty();
        };
    }

    /// `bswap`, `le` and `be` cut to the width they are given.
    private static OptionalLong swapped(Instruction instruction, long value, ByteOrder order) {
        boolean big = (instruction.opcode() & REGISTER_SOURCE) != 0;
        boolean swap = wide(instruction) || big == (order == ByteOrder.LITTLE_ENDIAN);
        return switch ((int) instruction.imm()) {
            case 16 ->
                    OptionalLong.of(
                            (swap ? Short.reverseBytes((short) value) : (short) value) & 0xffffL);
            case BITS_32 ->
                    OptionalLong.of(
                            (swap ? Integer.reverseBytes((int) value) : (int) value) & 0xffffffffL);
            case 64 -> OptionalLong.of(swap ? Long.reverseBytes(value) : value);
            default -> OptionalLong.empty();
        };
    }
}
