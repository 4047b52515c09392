// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.flow;

import dev.jig.object.ProgramSpec;
import dev.jig.object.insn.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Puts instructions into a program. What follows an instruction is run only when that instruction
/// was run: whoever jumps to the next one jumps past it. Distances of jumps are corrected; calls,
/// functions, source lines and CO-RE records belong to instructions and move along.
public final class Insertion {
    private final ProgramSpec program;
    private final CodeLayout layout;
    private final Map<Integer, List<Instruction>> following;

    /// By index: the slot an instruction gets.
    private final int[] slots;

    private Insertion(ProgramSpec program, Map<Integer, List<Instruction>> following) {
        this.program = program;
        this.layout = new CodeLayout(program);
        this.following = following;
        this.slots = new int[layout.size()];
        int added = 0;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = layout.slot(i) + added;
            added +=
                    following.getOrDefault(i, List.of()).stream()
                            .mapToInt(Instruction::slots)
                            .sum();
        }
    }

    /// @param following by index of the instruction they follow: instructions without jumps
    /// @throws JumpTooFarException if a jump gets too long
    /// @throws dev.jig.object.MalformedObjectException if a jump leads nowhere
    public static ProgramSpec of(ProgramSpec program, Map<Integer, List<Instruction>> following) {
        return new Insertion(program, following).result();
    }

    private ProgramSpec result() {
        List<Instruction> all = new ArrayList<>(layout.size() + 4 * following.size());
        for (int i = 0; i < layout.size(); i++) {
            Instruction instruction = layout.at(i);
            all.add(CodeLayout.jumps(instruction) ? repaired(i, instruction) : instruction);
            all.addAll(following.getOrDefault(i, List.of()));
        }
        return program.withInstructions(all);
    }

    private Instruction repaired(int index, Instruction jump) {
        long distance = slots[layout.target(index)] - (slots[index] + 1L);
        if (CodeLayout.far(jump)) {
            return jump.withOperands(jump.src(), jump.offset(), distance);
        }
        if (distance != (short) distance) {
            throw new JumpTooFarException(program.name(), layout.slot(index), distance);
        }
        return jump.withOperands(jump.src(), (int) distance, jump.imm());
    }
}
