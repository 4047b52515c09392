// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.trampoline;

import dev.jig.object.insn.FunctionStart;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where jumps and calls of a program lead. Places are indexes of instructions.
final class CodeLayout {
    private static final int MAX_STARTS = 10_000;

    private final List<Instruction> code;
    private final int[] slots;
    private final Map<Integer, Integer> bySlot = new HashMap<>();
    private final Map<String, Integer> functions = new HashMap<>();
    private final Set<Integer> starts = new HashSet<>();

    CodeLayout(List<Instruction> code) {
        this.code = code;
        this.slots = new int[code.size()];
        int slot = 0;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = slot;
            bySlot.put(slot, i);
            slot += code.get(i).slots();
            FunctionStart function = code.get(i).function();
            if (function != null) {
                functions.put(function.name(), i);
                starts.add(i);
            }
        }
        for (int i = 0; i < slots.length; i++) {
            if (branches(code.get(i))) {
                starts.add(target(i));
            }
        }
        if (starts.size() > MAX_STARTS) {
            throw new NotConvertibleException("the program is too large to be followed");
        }
    }

    /// Whether something else than the instruction before leads there.
    boolean isStart(int place) {
        return starts.contains(place);
    }

    static boolean branches(Instruction instruction) {
        return Opcode.jumps(instruction)
                && !Opcode.calls(instruction)
                && !Opcode.exits(instruction);
    }

    /// Where a jump leads if it is taken.
    int target(int place) {
        Instruction jump = code.get(place);
        boolean far = Opcode.kind(jump) == Opcode.JUMP32 && Opcode.operation(jump) == Opcode.ALWAYS;
        return at(slots[place] + 1 + (far ? jump.imm() : jump.offset()));
    }

    /// Where a call of a function of the program leads.
    int callee(int place) {
        Instruction call = code.get(place);
        if (call.reference() instanceof Reference.ToFunction(String name)) {
            Integer start = functions.get(name);
            if (start == null) {
                throw new NotConvertibleException("it calls function " + name + ", not its own");
            }
            return start;
        }
        return at(slots[place] + 1 + call.imm());
    }

    private int at(long slot) {
        Integer place = bySlot.get((int) slot);
        if (place == null || slot != (int) slot) {
            throw new NotConvertibleException("a jump leads out of the program");
        }
        return place;
    }
}
