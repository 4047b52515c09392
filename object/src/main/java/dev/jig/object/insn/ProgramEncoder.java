// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

import dev.jig.object.Bytes;
import dev.jig.object.MalformedObjectException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lays out a linked list of instructions and writes the kernel's bytes.
///
/// The function and line records keep the kernel's rules by construction (check_btf_func and
/// check_btf_line in kernel/bpf/verifier.c): ascending by slot, none in the second half of a wide
/// load, one for the start of each function. Records of a kind are left out altogether if a
/// function lacks its own, since the kernel would refuse the program.
public final class ProgramEncoder {
    private static final int PSEUDO_MAP = 1;
    private static final int PSEUDO_DATA = 2;
    private static final int PSEUDO_FUNCTION = 4;
    private static final String KCONFIG = ".kconfig";

    private final List<Instruction> instructions;
    private final ReferenceResolver resolver;
    private final Map<String, Integer> functions = new HashMap<>();
    private final ByteOrder order;
    private int slots;
    private boolean allTyped = true;
    private boolean allLined = true;

    private ProgramEncoder(
            List<Instruction> instructions, ByteOrder order, ReferenceResolver resolver) {
        this.instructions = instructions;
        this.order = order;
        this.resolver = resolver;
    }

    /// @param instructions a program followed by every function it refers to
    /// @throws MalformedObjectException if a jump or call cannot be expressed
    public static EncodedProgram encode(
            List<Instruction> instructions, ByteOrder order, ReferenceResolver resolver) {
        ProgramEncoder encoder = new ProgramEncoder(instructions, order, resolver);
        encoder.layOut();
        return new EncodedProgram(
                encoder.code(), encoder.functionInfo(), encoder.lineInfo(), instructions);
    }

    private void layOut() {
        for (Instruction instruction : instructions) {
            FunctionStart function = instruction.function();
            if (function != null) {
                if (functions.put(function.name(), slots) != null) {
                    throw malformed("two functions are named " + function.name());
                }
                allTyped &= function.type() != 0;
                allLined &= instruction.line() != null;
            }
            slots += instruction.slots();
        }
        boolean started = !instructions.isEmpty() && instructions.getFirst().function() != null;
        allTyped &= started;
        allLined &= started;
    }

    private Bytes code() {
        ByteBuffer code = ByteBuffer.allocate(slots * InstructionCodec.SLOT).order(order);
        for (Instruction instruction : instructions) {
            int slot = code.position() / InstructionCodec.SLOT;
            Instruction resolved = resolved(instruction, slot);
            requireEncodable(resolved, instruction, slot);
            InstructionCodec.encode(resolved, code);
        }
        return Bytes.copyOf(code.flip());
    }

    private Instruction resolved(Instruction instruction, int slot) {
        Reference reference = instruction.reference();
        if (reference == null) {
            return instruction;
        }
        if (reference instanceof Reference.ToFunction(String name)) {
            return instruction.withOperands(1, 0, distance(name, slot));
        }
        if (reference instanceof Reference.ToKernelFunction function) {
            return resolver.kernelFunction(instruction, function);
        }
        return reference instanceof Reference.ToKernelSymbol symbol
                ? resolver.kernelSymbol(instruction, symbol)
                : wideLoad(instruction, reference, slot);
    }

    private Instruction wideLoad(Instruction instruction, Reference reference, int slot) {
        if (reference instanceof Reference.ToMap(String name)) {
            return instruction.withOperands(PSEUDO_MAP, 0, pair(resolver.mapDescriptor(name), 0));
        }
        if (reference instanceof Reference.ToFunctionAddress(String name)) {
            return instruction.withOperands(PSEUDO_FUNCTION, 0, pair(distance(name, slot), 0));
        }
        if (reference instanceof Reference.ToData(String name, int offset)) {
            return data(instruction, name, offset);
        }
        return data(instruction, KCONFIG, resolver.kconfigOffset(reference.name()));
    }

    private Instruction data(Instruction instruction, String map, int offset) {
        return instruction.withOperands(PSEUDO_DATA, 0, pair(resolver.mapDescriptor(map), offset));
    }

    private static long pair(int low, int high) {
        return Integer.toUnsignedLong(low) | ((long) high << 32);
    }

    private int distance(String function, int slot) {
        Integer start = functions.get(function);
        if (start == null) {
            throw malformed("function %s is not defined".formatted(function));
        }
        return start - slot - 1;
    }

    private void requireEncodable(Instruction resolved, Instruction original, int slot) {
        boolean fits =
                resolved.slots() == original.slots()
                        && resolved.offset() == (short) resolved.offset()
                        && (resolved.wide() || resolved.imm() == (int) resolved.imm())
                        && (resolved.dst() & ~0xf) == 0
                        && (resolved.src() & ~0xf) == 0;
        if (!fits) {
            throw malformed("instruction %d has operands out of range".formatted(slot));
        }
    }

    private MalformedObjectException malformed(String fact) {
        return new MalformedObjectException("encode program %s: %s".formatted(name(), fact));
    }

    private String name() {
        FunctionStart first = instructions.isEmpty() ? null : instructions.getFirst().function();
        return first == null ? "" : first.name();
    }

    private Bytes functionInfo() {
        if (!allTyped) {
            return Bytes.empty();
        }
        ByteBuffer info = records(functions.size(), EncodedProgram.FUNCTION_RECORD);
        int slot = 0;
        for (Instruction instruction : instructions) {
            FunctionStart function = instruction.function();
            if (function != null) {
                info.putInt(slot).putInt(function.type());
            }
            slot += instruction.slots();
        }
        return Bytes.copyOf(info.flip());
    }

    private Bytes lineInfo() {
        if (!allLined) {
            return Bytes.empty();
        }
        long lines = instructions.stream().filter(ins -> ins.line() != null).count();
        ByteBuffer info = records((int) lines, EncodedProgram.LINE_RECORD);
        int slot = 0;
        for (Instruction instruction : instructions) {
            putLine(info, slot, instruction.line());
            slot += instruction.slots();
        }
        return Bytes.copyOf(info.flip());
    }

    private static void putLine(ByteBuffer info, int slot, @Nullable SourceLine line) {
        if (line != null) {
            info.putInt(slot).putInt(line.fileOffset()).putInt(line.textOffset());
            info.putInt((line.line() << 10) | line.column());
        }
    }

    private ByteBuffer records(int count, int size) {
        return ByteBuffer.allocate(count * size).order(order);
    }
}
