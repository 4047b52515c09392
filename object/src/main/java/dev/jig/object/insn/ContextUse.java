// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

import java.util.List;

/// What a program does with its context, which it is given in register 1.
public final class ContextUse {
    private static final int CONTEXT = 1;
    private static final int CLASS = 7;
    private static final int LOAD = 0;
    private static final int LOAD_MEMORY = 1;
    private static final int ALU = 4;
    private static final int ALU64 = 7;
    private static final int FROM_REGISTER = 8;
    private static final int MOVE = 0xb0;
    private static final int OPERATION = 0xf0;
    private static final int EXIT = 0x95;

    private ContextUse() {}

    /// Whether a program certainly ignores its context: before anything is called or jumped over,
    /// the register is given another value and not read.
    public static boolean ignored(List<Instruction> instructions) {
        for (Instruction instruction : instructions) {
            if (overwrites(instruction) || instruction.opcode() == EXIT) {
                return true;
            }
            if (!harmless(instruction)) {
                return false;
            }
        }
        return false;
    }

    private static boolean overwrites(Instruction instruction) {
        boolean given =
                instruction.wide()
                        || (moves(instruction) && !reads(instruction))
                        || (kind(instruction) == LOAD_MEMORY && instruction.src() != CONTEXT);
        return given && instruction.dst() == CONTEXT;
    }

    private static boolean harmless(Instruction instruction) {
        boolean known =
                switch (kind(instruction)) {
                    case LOAD -> instruction.wide();
                    case LOAD_MEMORY -> instruction.src() != CONTEXT;
                    case ALU, ALU64 -> !reads(instruction);
                    default -> false;
                };
        return known && instruction.dst() != CONTEXT;
    }

    private static boolean moves(Instruction instruction) {
        boolean arithmetic = kind(instruction) == ALU || kind(instruction) == ALU64;
        return arithmetic && (instruction.opcode() & OPERATION) == MOVE;
    }

    private static boolean reads(Instruction instruction) {
        return (instruction.opcode() & FROM_REGISTER) != 0 && instruction.src() == CONTEXT;
    }

    private static int kind(Instruction instruction) {
        return instruction.opcode() & CLASS;
    }
}
