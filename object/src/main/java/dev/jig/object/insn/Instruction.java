// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

import dev.jig.object.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// One eBPF instruction together with everything known about it, so that the notes move along when
/// lists of instructions are linked, cut or edited. A wide load (`ld_imm64`) is one instruction of
/// two slots.
///
/// @param opcode the eight bits of the operation
/// @param dst destination register
/// @param src source register, or the kind of constant in a wide load, or of a call
/// @param offset the signed 16-bit offset
/// @param imm the 32-bit immediate, sign-extended; 64 bits in a wide load
/// @param function the function that starts here
/// @param line the source line that starts here
/// @param reference what the instruction refers to outside itself
/// @param relocation the CO-RE record of this instruction
/// @param note a fact for people, such as why the instruction was made to fail
public record Instruction(
        int opcode,
        int dst,
        int src,
        int offset,
        long imm,
        @Nullable FunctionStart function,
        @Nullable SourceLine line,
        @Nullable Reference reference,
        @Nullable CoreRecord relocation,
        @Nullable String note) {

    /// The operation of a wide load.
    public static final int WIDE_LOAD = 0x18;

    /// The operation of a call.
    public static final int CALL = 0x85;

    /// A bare instruction.
    public static Instruction of(int opcode, int dst, int src, int offset, long imm) {
        return new Instruction(opcode, dst, src, offset, imm, null, null, null, null, null);
    }

    public boolean wide() {
        return opcode == WIDE_LOAD;
    }

    /// Whether this calls a kernel helper by number.
    public boolean callsHelper() {
        return opcode == CALL && src == 0;
    }

    /// Length in 8-byte slots: 1, or 2 for a wide load.
    public int slots() {
        return wide() ? 2 : 1;
    }

    /// The bytes as they stand in a program of that byte order, 8 a slot.
    public Bytes encoded(ByteOrder order) {
        ByteBuffer code = ByteBuffer.allocate(slots() * InstructionCodec.SLOT).order(order);
        InstructionCodec.encode(this, code);
        return Bytes.copyOf(code.flip());
    }

    public Instruction withOperands(int newSrc, int newOffset, long newImm) {
        return new Instruction(
                opcode,
                dst,
                newSrc,
                newOffset,
                newImm,
                function,
                line,
                reference,
                relocation,
                note);
    }

    public Instruction withOpcode(int newOpcode) {
        return new Instruction(
                newOpcode, dst, src, offset, imm, function, line, reference, relocation, note);
    }

    public Instruction withReference(@Nullable Reference newReference) {
        return new Instruction(
                opcode, dst, src, offset, imm, function, line, newReference, relocation, note);
    }

    public Instruction withNote(String newNote) {
        return new Instruction(
                opcode, dst, src, offset, imm, function, line, reference, relocation, newNote);
    }

    /// Another operation in the same place: function, line and relocation stay.
    public Instruction replacedBy(Instruction other) {
        return new Instruction(
                other.opcode,
                other.dst,
                other.src,
                other.offset,
                other.imm,
                function,
                line,
                other.reference,
                relocation,
                other.note);
    }
}
