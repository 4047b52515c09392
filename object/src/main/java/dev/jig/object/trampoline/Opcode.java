// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.trampoline;

import dev.jig.object.insn.Instruction;

/// The parts of an operation's eight bits (Documentation/bpf/standardization/instruction-set.rst).
final class Opcode {
    static final int LOAD = 0;
    static final int LOAD_MEMORY = 1;
    static final int STORE = 2;
    static final int STORE_REGISTER = 3;
    static final int ALU = 4;
    static final int JUMP = 5;
    static final int JUMP32 = 6;
    static final int ALU64 = 7;

    static final int MODE_MEMORY = 3;
    static final int MODE_ATOMIC = 6;

    static final int ADD = 0;
    static final int SUBTRACT = 1;
    static final int MOVE = 11;

    static final int ALWAYS = 0;
    static final int IF_EQUAL = 1;
    static final int IF_NOT_EQUAL = 5;
    static final int CALL = 8;
    static final int EXIT = 9;

    private Opcode() {}

    static int kind(Instruction instruction) {
        return instruction.opcode() & 7;
    }

    static int mode(Instruction instruction) {
        return instruction.opcode() >> 5;
    }

    static int operation(Instruction instruction) {
        return instruction.opcode() >> 4;
    }

    static boolean fromRegister(Instruction instruction) {
        return (instruction.opcode() & 8) != 0;
    }

    /// Bytes that a load or store moves.
    static int size(Instruction instruction) {
        return switch (instruction.opcode() >> 3 & 3) {
            case 0 -> 4;
            case 1 -> 2;
            case 2 -> 1;
            default -> 8;
        };
    }

    /// The operation with another size.
    static int sized(Instruction instruction, int size) {
        int bits =
                switch (size) {
                    case 4 -> 0;
                    case 2 -> 1;
                    case 1 -> 2;
                    default -> 3;
                };
        return (instruction.opcode() & ~0x18) | bits << 3;
    }

    static boolean jumps(Instruction instruction) {
        return kind(instruction) == JUMP || kind(instruction) == JUMP32;
    }

    static boolean calls(Instruction instruction) {
        return kind(instruction) == JUMP && operation(instruction) == CALL;
    }

    static boolean exits(Instruction instruction) {
        return kind(instruction) == JUMP && operation(instruction) == EXIT;
    }
}
