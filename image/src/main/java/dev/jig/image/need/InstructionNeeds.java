// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.need;

import dev.jig.object.insn.Instruction;
import java.util.ArrayList;
import java.util.List;

/// What an instruction alone needs of a kernel.
final class InstructionNeeds {
    private static final int CLASS_LDX = 1;
    private static final int CLASS_STX = 3;
    private static final int CLASS_ALU = 4;
    private static final int CLASS_JUMP = 5;
    private static final int CLASS_JUMP32 = 6;
    private static final int CLASS_ALU64 = 7;
    private static final int MODE_SIGNED = 4;
    private static final int MODE_ATOMIC = 6;
    private static final int FETCH = 1;

    private InstructionNeeds() {}

    static List<Ability> of(Instruction instruction) {
        List<Ability> abilities = new ArrayList<>();
        int kind = instruction.opcode() & 7;
        int operation = instruction.opcode() >> 4;
        if (kind == CLASS_STX && instruction.opcode() >> 5 == MODE_ATOMIC) {
            if ((instruction.imm() & FETCH) != 0) {
                abilities.add(Ability.ATOMICS);
            }
        }
        if (fourth(instruction, kind, operation)) {
            abilities.add(Ability.FOURTH_INSTRUCTION_SET);
        }
        if (backwards(instruction, kind, operation)) {
            abilities.add(Ability.LOOPS);
        }
        return abilities;
    }

    /// Sign-extending loads and moves, signed division, unconditional byte swaps, far jumps.
    private static boolean fourth(Instruction instruction, int kind, int operation) {
        return switch (kind) {
            case CLASS_LDX -> instruction.opcode() >> 5 == MODE_SIGNED;
            case CLASS_ALU -> instruction.offset() != 0;
            case CLASS_ALU64 -> instruction.offset() != 0 || operation == 13;
            case CLASS_JUMP32 -> operation == 0;
            default -> false;
        };
    }

    private static boolean backwards(Instruction instruction, int kind, int operation) {
        boolean jump = kind == CLASS_JUMP || kind == CLASS_JUMP32;
        boolean far = kind == CLASS_JUMP32 && operation == 0;
        boolean branches = operation != 8 && operation != 9;
        return jump && branches && (far ? instruction.imm() < 0 : instruction.offset() < 0);
    }
}
