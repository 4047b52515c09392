// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.flow;

import dev.jig.object.insn.FunctionStart;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Makes small programs with branches, loops, spills, subprograms, constants and calls with maps.
/// They need not be what a verifier takes. Registers 6 to 9 and the stack hold anything.
final class RandomProgram {
    private static final int[] ALU = {
        0x00, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x80, 0x90, 0xa0, 0xb0, 0xc0
    };
    private static final int[] JUMPS = {
        0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0xa0, 0xb0, 0xc0, 0xd0
    };
    private static final long[] NUMBERS = {0, 1, 2, -1, 7, 255, 256, 0x7fffffff, -0x80000000L};
    private static final int[] LOADS = {0x61, 0x69, 0x71, 0x79, 0x81, 0x89, 0x91};
    private static final int[] STORES = {0x63, 0x6b, 0x73, 0x7b};

    private final Random random;
    private final List<String> maps;
    private final List<Instruction> code = new ArrayList<>();

    RandomProgram(Random random, List<String> maps) {
        this.random = random;
        this.maps = maps;
    }

    List<Instruction> make() {
        function("p");
        function("f");
        return code;
    }

    /// Every function is of the same number of instructions, so that jumps stay inside.
    private void function(String name) {
        int start = code.size();
        int length = 10 + random.nextInt(25);
        for (int i = 0; i < length; i++) {
            Instruction instruction = any(name, length - i);
            code.add(i == 0 ? starting(instruction, name) : instruction);
        }
        code.add(Instruction.of(0x95, 0, 0, 0, 0));
        for (int i = start; i < code.size() - 1; i++) {
            repair(start, i);
        }
    }

    private static Instruction starting(Instruction i, String name) {
        return new Instruction(
                i.opcode(),
                i.dst(),
                i.src(),
                i.offset(),
                i.imm(),
                new FunctionStart(name, 0),
                i.line(),
                i.reference(),
                null,
                null);
    }

    /// A jump's offset was drawn as an index; now it is known how many slots that are.
    private void repair(int start, int index) {
        Instruction jump = code.get(index);
        if (!CodeLayout.jumps(jump)) {
            return;
        }
        int target = start + random.nextInt(code.size() - start);
        int from = Math.min(index + 1, target);
        int slots = 0;
        for (int i = from; i < Math.max(index + 1, target); i++) {
            slots += code.get(i).slots();
        }
        int distance = target > index ? slots : -slots;
        code.set(index, jump.withOperands(jump.src(), distance, jump.imm()));
    }

    private Instruction any(String function, int left) {
        return switch (random.nextInt(14)) {
            case 0, 1 -> alu();
            case 2 -> Instruction.of(0xb7, register(), 0, 0, number());
            case 3, 4, 5 -> jump();
            case 6 -> map(1);
            case 7 -> map(register());
            case 8 -> Instruction.of(0x85, 0, 0, 0, 1 + random.nextInt(8));
            case 9 -> constant();
            case 10 -> Instruction.of(0x7b, 10, register(), slot(), 0);
            case 11 -> Instruction.of(0x79, register(), 10, slot(), 0);
            case 12 -> left > 1 && function.equals("p") ? call() : Instruction.of(0xbf, 1, 6, 0, 0);
            default -> memory();
        };
    }

    private Instruction memory() {
        return switch (random.nextInt(4)) {
            case 0 -> Instruction.of(pick(LOADS), register(), register(), random.nextInt(4), 0);
            case 1 -> Instruction.of(pick(STORES), 10, register(), slot(), 0);
            case 2 -> Instruction.of(pick(LOADS), register(), 10, slot(), 0);
            default -> Instruction.of(0xbf, register(), 10, 0, 0);
        };
    }

    private Instruction call() {
        return reference(0x85, 0, 1, new Reference.ToFunction("f"));
    }

    private Instruction map(int register) {
        String name = maps.get(random.nextInt(maps.size()));
        return reference(0x18, register, 1, new Reference.ToMap(name));
    }

    private Instruction constant() {
        return reference(0x18, register(), 2, new Reference.ToData(".rodata", random.nextInt(12)));
    }

    private static Instruction reference(int op, int dst, int src, @Nullable Reference to) {
        return Instruction.of(op, dst, src, 0, 0).withReference(to);
    }

    private Instruction alu() {
        int kind = random.nextBoolean() ? 0x07 : 0x04;
        int operation = pick(ALU);
        boolean source = random.nextBoolean() && operation != 0x80;
        int opcode = operation | kind | (source ? 0x08 : 0);
        return Instruction.of(opcode, register(), source ? register() : 0, 0, imm());
    }

    private Instruction jump() {
        int kind = random.nextBoolean() ? 0x05 : 0x06;
        if (random.nextInt(8) == 0) {
            return Instruction.of(0x05, 0, 0, 0, 0);
        }
        boolean source = random.nextInt(4) == 0;
        int opcode = pick(JUMPS) | kind | (source ? 0x08 : 0);
        return Instruction.of(opcode, register(), source ? register() : 0, 0, imm());
    }

    private int slot() {
        return -8 * (1 + random.nextInt(3)) + (random.nextInt(6) == 0 ? 4 : 0);
    }

    private int register() {
        return random.nextInt(10);
    }

    private long number() {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private long imm() {
        return number();
    }

    private int pick(int[] from) {
        return from[random.nextInt(from.length)];
    }
}
