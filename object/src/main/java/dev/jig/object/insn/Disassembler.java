// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes instructions the way the kernel's verifier does in its log (kernel/bpf/disasm.c), with
/// names in place of numbers where they are known. Knows the instruction set up to version 4.
public final class Disassembler {
    private static final String[] ARITHMETIC = {
        "+=", "-=", "*=", "/=", "|=", "&=", "<<=", ">>=", "", "%=", "^=", "=", "s>>="
    };
    private static final String[] CONDITIONS = {
        "", "==", ">", ">=", "&", "!=", "s>", "s>=", "", "", "<", "<=", "s<", "s<="
    };
    private static final String[] SIZES = {"u32", "u16", "u8", "u64"};
    private static final String[] SIGNED_SIZES = {"s32", "s16", "s8", "s64"};

    private static final int CLASS_LD = 0;
    private static final int CLASS_LDX = 1;
    private static final int CLASS_ST = 2;
    private static final int CLASS_STX = 3;
    private static final int CLASS_ALU = 4;
    private static final int CLASS_JMP = 5;
    private static final int CLASS_ALU64 = 7;

    private static final int MODE_ABSOLUTE = 1;
    private static final int MODE_INDIRECT = 2;
    private static final int MODE_MEMORY = 3;
    private static final int MODE_SIGNED = 4;

    private static final int OPERATION_NEGATE = 8;
    private static final int OPERATION_MOVE = 11;
    private static final int OPERATION_SWAP = 13;

    private static final int JUMP_ALWAYS = 0;
    private static final int JUMP_CALL = 8;
    private static final int JUMP_EXIT = 9;
    private static final int JUMP_MAYBE = 14;

    private Disassembler() {}

    /// One instruction as a line of text.
    public static String text(Instruction instruction) {
        String text =
                switch (instruction.opcode() & 7) {
                    case CLASS_LD -> load(instruction);
                    case CLASS_LDX -> memoryLoad(instruction);
                    case CLASS_ST, CLASS_STX -> store(instruction);
                    case CLASS_ALU, CLASS_ALU64 -> arithmetic(instruction);
                    default -> jump(instruction);
                };
        return text == null ? "unknown opcode 0x%02x".formatted(instruction.opcode()) : text;
    }

    /// A line for each instruction, with its slot, between the functions' names, the source lines
    /// and the CO-RE records that it carries.
    public static List<String> listing(List<Instruction> instructions) {
        List<String> lines = new ArrayList<>();
        int slot = 0;
        for (Instruction instruction : instructions) {
            FunctionStart function = instruction.function();
            if (function != null) {
                lines.add(function.name() + ":");
            }
            SourceLine line = instruction.line();
            if (line != null) {
                lines.add(
                        "  ; %s @ %s:%d".formatted(line.text().strip(), line.file(), line.line()));
            }
            lines.add("%6d: %s%s".formatted(slot, text(instruction), remarks(instruction)));
            slot += instruction.slots();
        }
        return lines;
    }

    private static String remarks(Instruction instruction) {
        CoreRecord record = instruction.relocation();
        String core =
                record == null
                        ? ""
                        : "  ; CO-RE %s type %d access %s"
                                .formatted(record.kind(), record.rootType(), record.access());
        return instruction.note() == null ? core : core + "  ; " + instruction.note();
    }

    private static @Nullable String load(Instruction instruction) {
        int opcode = instruction.opcode();
        if (instruction.wide()) {
            return wideRegister(instruction.dst()) + " = " + wideConstant(instruction);
        }
        String size = SIZES[opcode >> 3 & 3];
        return switch (opcode >> 5) {
            case MODE_ABSOLUTE -> "r0 = *(%s *)skb[%d]".formatted(size, instruction.imm());
            case MODE_INDIRECT ->
                    "r0 = *(%s *)skb[r%d %+d]"
                            .formatted(size, instruction.src(), instruction.imm());
            default -> null;
        };
    }

    private static String wideConstant(Instruction instruction) {
        return switch (instruction.reference()) {
            case null -> "0x%x".formatted(instruction.imm());
            case Reference.ToMap(String name) -> "map[%s]".formatted(name);
            case Reference.ToData(String name, int offset) ->
                    "map[%s][0]%+d".formatted(name, offset);
            case Reference.ToFunction(String name) -> "func[%s]".formatted(name);
            case Reference.ToFunctionAddress(String name) -> "func[%s]".formatted(name);
            case Reference.ToKconfig(String name) -> "kconfig[%s]".formatted(name);
            case Reference.ToKernelSymbol symbol -> "ksym[%s]".formatted(symbol.name());
            case Reference.ToKernelFunction function -> "ksym[%s]".formatted(function.name());
        };
    }

    private static @Nullable String memoryLoad(Instruction instruction) {
        int size = instruction.opcode() >> 3 & 3;
        String[] names =
                switch (instruction.opcode() >> 5) {
                    case MODE_MEMORY -> SIZES;
                    case MODE_SIGNED -> SIGNED_SIZES;
                    default -> null;
                };
        return names == null
                ? null
                : wideRegister(instruction.dst())
                        + " = *("
                        + names[size]
                        + " *)"
                        + address(instruction.src(), instruction.offset());
    }

    private static @Nullable String store(Instruction instruction) {
        int mode = instruction.opcode() >> 5;
        boolean constant = (instruction.opcode() & 7) == CLASS_ST;
        if (!constant && mode == AtomicText.MODE) {
            return AtomicText.of(instruction);
        }
        if (mode != MODE_MEMORY) {
            return null;
        }
        String value =
                constant ? Long.toString(instruction.imm()) : wideRegister(instruction.src());
        String size = SIZES[instruction.opcode() >> 3 & 3];
        String address = address(instruction.dst(), instruction.offset());
        return "*(" + size + " *)" + address + " = " + value;
    }

    static String address(int register, int offset) {
        return "(r" + register + " " + signed(offset) + ")";
    }

    private static String signed(long number) {
        return number < 0 ? Long.toString(number) : "+" + number;
    }

    private static @Nullable String arithmetic(Instruction instruction) {
        int operation = instruction.opcode() >> 4;
        boolean wide = (instruction.opcode() & 7) == CLASS_ALU64;
        String dst = register(instruction.dst(), wide);
        return switch (operation) {
            case OPERATION_NEGATE -> dst + " = -" + dst;
            case OPERATION_SWAP -> swap(instruction, wide);
            case OPERATION_MOVE -> dst + " = " + moved(instruction, wide);
            case 14, 15 -> null;
            default -> {
                boolean signed = instruction.offset() == 1;
                String operator = (signed ? "s" : "") + ARITHMETIC[operation];
                yield dst + " " + operator + " " + operand(instruction, wide, false);
            }
        };
    }

    private static String swap(Instruction instruction, boolean unconditional) {
        boolean big = (instruction.opcode() & 8) != 0;
        String name = unconditional ? "bswap" : big ? "be" : "le";
        String register = wideRegister(instruction.dst());
        return "%s = %s%d %s".formatted(register, name, instruction.imm(), register);
    }

    private static String moved(Instruction instruction, boolean wide) {
        String operand = operand(instruction, wide, false);
        return instruction.offset() == 0 || !fromRegister(instruction)
                ? operand
                : instruction.offset() == 1
                        ? "addr_space_cast(%s, %d, %d)"
                                .formatted(
                                        operand,
                                        instruction.imm() >> 16,
                                        instruction.imm() & 0xffff)
                        : "(s%d)%s".formatted(instruction.offset(), operand);
    }

    private static @Nullable String jump(Instruction instruction) {
        boolean wide = (instruction.opcode() & 7) == CLASS_JMP;
        int operation = instruction.opcode() >> 4;
        return switch (operation) {
            case JUMP_ALWAYS ->
                    wide
                            ? "goto pc" + signed(instruction.offset())
                            : "gotol pc" + signed(instruction.imm());
            case JUMP_CALL -> call(instruction);
            case JUMP_EXIT -> "exit";
            case JUMP_MAYBE -> "may_goto pc%+d".formatted(instruction.offset());
            case 15 -> null;
            default ->
                    "if "
                            + register(instruction.dst(), wide)
                            + " "
                            + CONDITIONS[operation]
                            + " "
                            + operand(instruction, wide, true)
                            + " goto pc"
                            + signed(instruction.offset());
        };
    }

    private static String call(Instruction instruction) {
        Reference reference = instruction.reference();
        if (reference != null) {
            return "call " + reference.name();
        }
        if (fromRegister(instruction)) {
            return "callx r%d".formatted(instruction.dst());
        }
        if (instruction.src() == 1) {
            return "call pc%+d".formatted(instruction.imm());
        }
        String name = HelperNames.of(instruction.imm()).orElse("unknown");
        return "call " + (instruction.src() == 2 ? "kernel" : name) + "#" + instruction.imm();
    }

    private static boolean fromRegister(Instruction instruction) {
        return (instruction.opcode() & 8) != 0;
    }

    /// @param hex how a constant is written
    private static String operand(Instruction instruction, boolean wide, boolean hex) {
        if (fromRegister(instruction)) {
            return register(instruction.src(), wide);
        }
        int constant = (int) instruction.imm();
        return hex ? "0x" + Integer.toHexString(constant) : Integer.toString(constant);
    }

    private static String wideRegister(int number) {
        return "r" + number;
    }

    private static String register(int number, boolean wide) {
        return (wide ? "r" : "w") + number;
    }
}
