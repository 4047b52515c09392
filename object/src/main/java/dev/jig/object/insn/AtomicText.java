// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

import org.jspecify.annotations.Nullable;

/// The text of atomic operations, whose kind is in the constant.
final class AtomicText {
    /// The addressing mode of atomic operations.
    static final int MODE = 6;

    private static final int FETCH = 1;
    private static final int ADD = 0x00;
    private static final int OR = 0x40;
    private static final int AND = 0x50;
    private static final int XOR = 0xa0;
    private static final int EXCHANGE = 0xe0 | FETCH;
    private static final int COMPARE_EXCHANGE = 0xf0 | FETCH;
    private static final int LOAD_ACQUIRE = 0x100;
    private static final int STORE_RELEASE = 0x110;
    private static final String[] SIZES = {"u32", "u16", "u8", "u64"};

    private AtomicText() {}

    static @Nullable String of(Instruction instruction) {
        int size = instruction.opcode() >> 3 & 3;
        String width = size == 3 ? "64" : "";
        int src = instruction.src();
        return switch ((int) instruction.imm()) {
            case EXCHANGE ->
                    "r%d = atomic%s_xchg(%s, r%d)".formatted(src, width, to(instruction), src);
            case COMPARE_EXCHANGE ->
                    "r0 = atomic%s_cmpxchg(%s, r0, r%d)".formatted(width, to(instruction), src);
            case LOAD_ACQUIRE ->
                    "r%d = load_acquire(%s)"
                            .formatted(instruction.dst(), pointer(instruction, src));
            case STORE_RELEASE -> "store_release(%s, r%d)".formatted(to(instruction), src);
            default -> arithmetic(instruction, width);
        };
    }

    private static @Nullable String arithmetic(Instruction instruction, String width) {
        int operation = (int) instruction.imm() & ~FETCH;
        int src = instruction.src();
        if ((instruction.imm() & FETCH) != 0) {
            String name = name(operation);
            return name == null
                    ? null
                    : "r%d = atomic%s_fetch_%s(%s, r%d)"
                            .formatted(src, width, name, to(instruction), src);
        }
        String operator = operator(operation);
        return operator == null
                ? null
                : "lock *%s %s r%d".formatted(to(instruction), operator, src);
    }

    private static @Nullable String name(int operation) {
        return switch (operation) {
            case ADD -> "add";
            case OR -> "or";
            case AND -> "and";
            case XOR -> "xor";
            default -> null;
        };
    }

    private static @Nullable String operator(int operation) {
        return switch (operation) {
            case ADD -> "+=";
            case OR -> "|=";
            case AND -> "&=";
            case XOR -> "^=";
            default -> null;
        };
    }

    private static String to(Instruction instruction) {
        return pointer(instruction, instruction.dst());
    }

    private static String pointer(Instruction instruction, int register) {
        String size = SIZES[instruction.opcode() >> 3 & 3];
        return "(%s *)(r%d %+d)".formatted(size, register, instruction.offset());
    }
}
