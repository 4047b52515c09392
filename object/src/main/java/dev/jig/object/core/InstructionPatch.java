// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import dev.jig.object.core.Fixup.Poison;
import dev.jig.object.core.Fixup.Value;
import dev.jig.object.insn.CoreRecord;
import dev.jig.object.insn.Instruction;
import org.jspecify.annotations.Nullable;

/// Puts a fix-up into an instruction.
final class InstructionPatch {
    private static final int CLASS = 0x07;
    private static final int LOAD = 0x01;
    private static final int STORE_CONSTANT = 0x02;
    private static final int STORE = 0x03;
    private static final int ALU32 = 0x04;
    private static final int ALU64 = 0x07;
    private static final int REGISTER_SOURCE = 0x08;
    private static final int OPERATION = 0xf0;
    private static final int BYTE_SWAP = 0xd0;
    private static final int SIZE = 0x18;

    private final Btf local;
    private final Instruction instruction;
    private final CoreRecord record;

    InstructionPatch(Btf local, Instruction instruction, CoreRecord record) {
        this.local = local;
        this.instruction = instruction;
        this.record = record;
    }

    /// What the instruction becomes. A wide load may become an instruction of one slot; a {@link
    /// #filler} has then to follow.
    ///
    /// @throws CoreRelocationException if the fix-up does not fit the instruction
    Instruction apply(Fixup fixup) {
        return fixup instanceof Poison poison ? poisoned(poison.note()) : patched((Value) fixup);
    }

    /// A call of a helper that there is not. The verifier takes it as long as it cannot be reached.
    private Instruction poisoned(String note) {
        return instruction.replacedBy(call(note));
    }

    private static Instruction call(@Nullable String note) {
        Instruction call = Instruction.of(Instruction.CALL, 0, 0, 0, CoreRelocator.POISON);
        return note == null ? call : call.withNote(note);
    }

    /// What stands in the second slot of a poisoned wide load.
    static Instruction filler(Instruction poisoned) {
        return call(poisoned.note());
    }

    private Instruction patched(Value value) {
        if (instruction.wide()) {
            return wideLoad(value);
        }
        return switch (instruction.opcode() & CLASS) {
            case LOAD, STORE_CONSTANT, STORE -> memory(value);
            case ALU32, ALU64 -> arithmetic(value);
            default -> throw unfit("cannot be corrected");
        };
    }

    private Instruction wideLoad(Value value) {
        if (instruction.src() != 0) {
            throw unfit("does not load a constant");
        }
        long held = instruction.imm();
        /* compilers that do not mark signed enumerations hold their values extended all the same */
        boolean extended = held == (int) value.local() && value.local() >>> 32 == 0;
        check(value, held, extended || held == value.local());
        return immediate(value.target());
    }

    private Instruction arithmetic(Value value) {
        int operation = instruction.opcode() & OPERATION;
        boolean register = (instruction.opcode() & REGISTER_SOURCE) != 0;
        if (register || operation == BYTE_SWAP) {
            throw unfit("has no constant operand");
        }
        long held = instruction.imm();
        check(value, held, held == value.local());
        if (value.target() != (int) value.target()) {
            throw unfit("cannot hold %d in 32 bits".formatted(value.target()));
        }
        return immediate(value.target());
    }

    private Instruction immediate(long imm) {
        return imm == instruction.imm()
                ? instruction
                : instruction.withOperands(instruction.src(), instruction.offset(), imm);
    }

    private Instruction memory(Value value) {
        check(value, instruction.offset(), instruction.offset() == value.local());
        Fixup.Access access = value.access();
        if (access == null || !access.differs()) {
            return at(value.target());
        }
        if (!access.adaptable()) {
            return poisoned(misread(access));
        }
        return resized(at(value.target()), access);
    }

    private Instruction at(long offset) {
        if (offset < 0 || offset > Short.MAX_VALUE) {
            throw unfit("cannot hold the offset %d in 16 bits".formatted(offset));
        }
        return offset == instruction.offset()
                ? instruction
                : instruction.withOperands(instruction.src(), (int) offset, instruction.imm());
    }

    private String misread(Fixup.Access access) {
        return "%s has %s on this kernel, but the program accesses %s"
                .formatted(
                        CoreWords.field(LocalField.of(local, record)),
                        extent(access.target()),
                        extent(access.local()));
    }

    private static String extent(long bytes) {
        return bytes == 0 ? "some bits" : bytes == 1 ? "1 byte" : bytes + " bytes";
    }

    private Instruction resized(Instruction moved, Fixup.Access access) {
        int size = moved.opcode() & SIZE;
        if (size != sizeCode(access.local())) {
            throw unfit("does not access the %s of the field".formatted(extent(access.local())));
        }
        return moved.withOpcode((moved.opcode() & ~SIZE) | sizeCode(access.target()));
    }

    private int sizeCode(long bytes) {
        if (bytes < 1 || bytes > 8 || Long.bitCount(bytes) != 1) {
            throw unfit("cannot access %s".formatted(extent(bytes)));
        }
        return switch ((int) bytes) {
            case 1 -> 0x10;
            case 2 -> 0x08;
            case 4 -> 0x00;
            default -> 0x18;
        };
    }

    private void check(Value value, long held, boolean equal) {
        if (value.checked() && !equal) {
            throw unfit(
                    "holds %d where the object's own types say %d".formatted(held, value.local()));
        }
    }

    private CoreRelocationException unfit(String fact) {
        return new CoreRelocationException(
                "%s: the instruction (operation 0x%02x) %s"
                        .formatted(CoreWords.describe(local, record), instruction.opcode(), fact));
    }
}
