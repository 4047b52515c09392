// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.trampoline;

import dev.jig.object.ProgramKind;
import dev.jig.object.ProgramSpec;
import dev.jig.object.insn.HelperNames;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import dev.jig.object.trampoline.FunctionSignature.Slot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Makes a kprobe program one of fentry, and a kretprobe program one of fexit: loads of argument
/// registers and of the result become loads from the trampoline's context. The program has to be
/// relocated for the kernel it is to run on.
///
/// A number narrower than the register it is passed in is loaded in its own width, the rest as
/// zeros: what is above it is garbage in a trampoline's context before 6.6
/// (arch/x86/net/bpf_jit_comp.c, save_regs), and by the calling convention in the register itself.
public final class TrampolineConversion {
    private static final int WORD = Long.BYTES;

    private final ProgramSpec program;
    private final FunctionSignature signature;
    private final RegisterLayout registers;
    private final boolean onReturn;
    private final ContextFlow flow;
    private final List<Instruction> changed;
    private final Set<String> maps = new LinkedHashSet<>();

    private TrampolineConversion(
            ProgramSpec program, FunctionSignature signature, RegisterLayout registers) {
        this.program = program;
        this.signature = signature;
        this.registers = registers;
        this.onReturn = program.kind() == ProgramKind.KRETPROBE;
        this.flow = new ContextFlow(program.instructions());
        this.changed = new ArrayList<>(program.instructions());
    }

    /// @param program for the same function
    /// @param maps those that the program can reach on this kernel
    public record Result(ProgramSpec program, Set<String> maps) {
        public Result {
            maps = Set.copyOf(maps);
        }
    }

    /// Whether there is anything to convert.
    public static boolean concerns(ProgramKind kind) {
        return kind == ProgramKind.KPROBE || kind == ProgramKind.KRETPROBE;
    }

    /// @param signature of the function that the program is attached to
    /// @param registers of the architecture it runs on
    /// @throws NotConvertibleException if the program uses its context in another way
    public static Result convert(
            ProgramSpec program, FunctionSignature signature, RegisterLayout registers) {
        if (program.target().contains("+")) {
            throw new NotConvertibleException("it probes the middle of a function");
        }
        return new TrampolineConversion(program, signature, registers).convert();
    }

    private Result convert() {
        flow.visit(this::look);
        if (program.instructions().stream().anyMatch(TrampolineConversion::isCallback)) {
            program.instructions().forEach(this::noteMap);
        }
        ProgramKind kind = onReturn ? ProgramKind.FEXIT : ProgramKind.FENTRY;
        return new Result(program.withInstructions(changed).withKind(kind), maps);
    }

    private void look(int place, Instruction instruction, Frame before) {
        noteMap(instruction);
        switch (Opcode.kind(instruction)) {
            case Opcode.LOAD_MEMORY -> load(place, instruction, before);
            case Opcode.STORE, Opcode.STORE_REGISTER -> store(instruction, before);
            case Opcode.JUMP -> jump(instruction, before);
            case Opcode.LOAD -> callback(instruction);
            default -> {}
        }
    }

    private void noteMap(Instruction instruction) {
        if (instruction.reference() instanceof Reference.ToMap(String name)) {
            maps.add(name);
        }
    }

    private void load(int place, Instruction load, Frame before) {
        Content base = before.register(load.src());
        switch (base.kind()) {
            case CONTEXT -> changed.set(place, converted(load, base.number()));
            case PERHAPS_CONTEXT -> throw lost();
            case SOMEWHERE_ON_STACK -> {
                if (flow.spilled() && Opcode.size(load) == WORD) {
                    throw lost();
                }
            }
            default -> {}
        }
    }

    private Instruction converted(Instruction load, long distance) {
        if (Opcode.mode(load) != Opcode.MODE_MEMORY) {
            throw new NotConvertibleException("it loads a register with its sign");
        }
        long register = distance + load.offset();
        int index = onReturn ? resultIndex(register) : argumentIndex(register);
        Slot slot = onReturn ? result() : signature.arguments().get(index);
        int size = Opcode.size(load);
        if (slot.pointer() && size != WORD) {
            throw new NotConvertibleException("it loads a part of a pointer");
        }
        long offset = (long) index * WORD - distance;
        if (offset != (short) offset) {
            throw lost();
        }
        return load.withOpcode(Opcode.sized(load, Math.min(size, slot.size())))
                .withOperands(load.src(), (int) offset, load.imm());
    }

    private int argumentIndex(long register) {
        int index = registers.arguments().indexOf((int) register);
        if (index < 0 || register != (int) register) {
            throw new NotConvertibleException(
                    "it reads byte %d of the registers, where no argument is".formatted(register));
        }
        if (index >= signature.arguments().size()) {
            throw new NotConvertibleException(
                    "it reads argument %d of a function that has %d"
                            .formatted(index + 1, signature.arguments().size()));
        }
        return index;
    }

    private int resultIndex(long register) {
        if (register != registers.result()) {
            throw new NotConvertibleException(
                    "it reads byte %d of the registers, where no result is".formatted(register));
        }
        return signature.arguments().size();
    }

    private Slot result() {
        Slot result = signature.result();
        if (result == null) {
            throw new NotConvertibleException("it reads the result of a function without one");
        }
        return result;
    }

    private static void store(Instruction store, Frame before) {
        Content base = before.register(store.dst());
        if (base.touchesContext()) {
            throw new NotConvertibleException("it changes registers");
        }
        boolean context =
                Opcode.kind(store) == Opcode.STORE_REGISTER
                        && before.register(store.src()).touchesContext();
        if (context && !isSpill(store, base, before)) {
            throw new NotConvertibleException("it stores the address of its registers");
        }
    }

    private static boolean isSpill(Instruction store, Content base, Frame before) {
        return base.is(Content.Kind.STACK)
                && before.register(store.src()).is(Content.Kind.CONTEXT)
                && Opcode.size(store) == WORD
                && Opcode.mode(store) == Opcode.MODE_MEMORY
                && Frame.isSlot(base.number() + store.offset());
    }

    private void callback(Instruction load) {
        if (isCallback(load) && flow.spilled()) {
            throw lost();
        }
    }

    private static boolean isCallback(Instruction load) {
        return load.reference() instanceof Reference.ToFunctionAddress;
    }

    private static void jump(Instruction jump, Frame before) {
        if (Opcode.exits(jump)) {
            if (before.register(0).touchesContext()) {
                throw new NotConvertibleException("a function returns the address of registers");
            }
        } else if (Opcode.calls(jump) && !ContextFlow.callsFunction(jump)) {
            helper(jump, before);
        }
    }

    private static void helper(Instruction call, Frame before) {
        if (call.callsHelper() && call.imm() == HelperArguments.TAIL_CALL) {
            throw new NotConvertibleException("it calls another program");
        }
        boolean fine = call.callsHelper() && HelperArguments.takesAnyContext(call.imm());
        int count = call.callsHelper() ? HelperArguments.count(call.imm()) : 5;
        for (int i = fine ? 2 : 1; i <= count; i++) {
            if (before.register(i).touchesContext()) {
                String name = HelperNames.of(call.imm()).orElse("a kernel function");
                throw new NotConvertibleException("it gives its registers to " + name);
            }
        }
    }

    private static NotConvertibleException lost() {
        return new NotConvertibleException("where its registers are cannot be followed");
    }
}
