// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.flow;

import dev.jig.object.MalformedObjectException;
import dev.jig.object.ProgramSpec;
import dev.jig.object.core.CoreRelocator;
import dev.jig.object.insn.FunctionStart;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import dev.jig.object.insn.SourceLine;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Where the instructions of a program are: by index in the list, by slot, by function. Jumps count
/// slots. Immutable.
public final class CodeLayout {
    private static final int CLASS = 0x07;
    private static final int JUMP = 0x05;
    private static final int JUMP32 = 0x06;
    private static final int OPERATION = 0xf0;
    private static final int GOTO = 0x00;
    private static final int CALL = 0x80;
    private static final int EXIT = 0x90;
    private static final int LONG_GOTO = JUMP32 | GOTO;

    private final String program;
    private final List<Instruction> instructions;
    private final int[] slots;

    /// The index at a slot, -1 in the second half of a wide load.
    private final int[] indexes;

    private final int[] functionStarts;
    private final Map<String, Integer> functions = new HashMap<>();

    public CodeLayout(ProgramSpec spec) {
        this.program = spec.name();
        this.instructions = spec.instructions();
        this.slots = new int[instructions.size()];
        this.functionStarts = new int[instructions.size()];
        this.indexes = new int[spec.slots()];
        Arrays.fill(indexes, -1);
        int slot = 0;
        int start = 0;
        for (int i = 0; i < slots.length; i++) {
            Instruction instruction = instructions.get(i);
            FunctionStart function = instruction.function();
            if (function != null) {
                functions.putIfAbsent(function.name(), i);
                start = i;
            }
            functionStarts[i] = start;
            slots[i] = slot;
            indexes[slot] = i;
            slot += instruction.slots();
        }
    }

    public int size() {
        return slots.length;
    }

    public Instruction at(int index) {
        return instructions.get(index);
    }

    /// The slot of an instruction.
    public int slot(int index) {
        return slots[index];
    }

    /// The index where the function begins that an instruction is in.
    public int functionStart(int index) {
        return functionStarts[index];
    }

    /// The index where a function begins; empty if the program does not have it.
    public OptionalInt function(String name) {
        Integer index = functions.get(name);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /// The function that an instruction calls; empty if it calls none of the program's own.
    public OptionalInt callee(int index) {
        return at(index).reference() instanceof Reference.ToFunction(String name)
                ? function(name)
                : OptionalInt.empty();
    }

    /// Whether an instruction jumps, on a condition or always.
    public static boolean jumps(Instruction instruction) {
        int kind = instruction.opcode() & CLASS;
        int operation = instruction.opcode() & OPERATION;
        return (kind == JUMP || kind == JUMP32) && operation != CALL && operation != EXIT;
    }

    /// Whether a jump is always taken.
    public static boolean unconditional(Instruction jump) {
        return (jump.opcode() & OPERATION) == GOTO;
    }

    /// Whether the distance is the immediate and not the offset (`gotol`).
    public static boolean far(Instruction jump) {
        return jump.opcode() == LONG_GOTO;
    }

    static boolean exits(Instruction instruction) {
        return instruction.opcode() == (JUMP | EXIT);
    }

    static boolean calls(Instruction instruction) {
        int kind = instruction.opcode() & CLASS;
        return (kind == JUMP || kind == JUMP32) && (instruction.opcode() & OPERATION) == CALL;
    }

    /// A call that stands for what this kernel lacks: no program that gets there is loaded.
    static boolean impossible(Instruction instruction) {
        return instruction.callsHelper() && instruction.imm() == CoreRelocator.POISON;
    }

    /// The index a jump leads to.
    ///
    /// @throws MalformedObjectException if there is no instruction there
    public int target(int index) {
        Instruction jump = at(index);
        long slot = slots[index] + 1L + (far(jump) ? jump.imm() : jump.offset());
        if (slot < 0 || slot >= indexes.length || indexes[(int) slot] < 0) {
            throw malformed(index, "jumps to where no instruction begins");
        }
        return indexes[(int) slot];
    }

    /// The index of the next instruction.
    ///
    /// @throws MalformedObjectException if there is none
    int next(int index) {
        if (index + 1 >= slots.length) {
            throw malformed(index, "is the last and does not end the program");
        }
        return index + 1;
    }

    /// The source line an instruction was made from.
    public @Nullable SourceLine line(int index) {
        for (int i = index; i >= functionStarts[index]; i--) {
            SourceLine line = at(i).line();
            if (line != null) {
                return line;
            }
        }
        return null;
    }

    private MalformedObjectException malformed(int index, String fact) {
        return new MalformedObjectException(
                "follow program %s: the instruction at slot %d %s"
                        .formatted(program, slots[index], fact));
    }
}
