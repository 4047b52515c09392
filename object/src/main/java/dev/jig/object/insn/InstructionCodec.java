// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

import dev.jig.object.MalformedObjectException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Instructions to bytes and back, 8 bytes a slot. What instructions refer to is not looked at.
public final class InstructionCodec {
    /// Bytes of a slot.
    public static final int SLOT = 8;

    private InstructionCodec() {}

    /// All instructions of the buffer from position to limit, in the buffer's byte order.
    ///
    /// @throws MalformedObjectException if one is cut off or the second half of a wide load is not
    ///   empty but for its constant
    public static List<Instruction> decode(ByteBuffer code) {
        List<Instruction> instructions = new ArrayList<>(code.remaining() / SLOT);
        int at = code.position();
        while (at < code.limit()) {
            Instruction instruction = decode(code, at);
            instructions.add(instruction);
            at += instruction.slots() * SLOT;
        }
        return instructions;
    }

    private static Instruction decode(ByteBuffer code, int at) {
        if (code.limit() - at < SLOT) {
            throw malformed(at, "is cut off");
        }
        long slot = code.getLong(at);
        return code.order() == ByteOrder.LITTLE_ENDIAN
                ? decode(
                        code,
                        at,
                        (int) slot & 0xff,
                        (int) slot >>> 8 & 0xf,
                        (int) slot >>> 12 & 0xf,
                        (short) (slot >>> 16),
                        (int) (slot >>> 32))
                : decode(
                        code,
                        at,
                        (int) (slot >>> 56),
                        (int) (slot >>> 52) & 0xf,
                        (int) (slot >>> 48) & 0xf,
                        (short) (slot >>> 32),
                        (int) slot);
    }

    private static Instruction decode(
            ByteBuffer code, int at, int opcode, int dst, int src, int offset, int imm) {
        long constant =
                opcode == Instruction.WIDE_LOAD
                        ? (imm & 0xffffffffL) | ((long) secondHalf(code, at + SLOT) << 32)
                        : imm;
        return Instruction.of(opcode, dst, src, offset, constant);
    }

    private static int secondHalf(ByteBuffer code, int at) {
        if (code.limit() - at < SLOT) {
            throw malformed(at - SLOT, "is cut off");
        }
        if (code.getInt(at) != 0) {
            throw malformed(at, "should be the empty second half of a wide load");
        }
        return code.getInt(at + 4);
    }

    /// Appends an instruction at the buffer's position.
    static void encode(Instruction instruction, ByteBuffer into) {
        boolean little = into.order() == ByteOrder.LITTLE_ENDIAN;
        int low = little ? instruction.dst() : instruction.src();
        int high = little ? instruction.src() : instruction.dst();
        into.put((byte) instruction.opcode()).put((byte) ((high << 4) | low));
        into.putShort((short) instruction.offset()).putInt((int) instruction.imm());
        if (instruction.wide()) {
            into.putInt(0).putInt((int) (instruction.imm() >>> 32));
        }
    }

    private static MalformedObjectException malformed(int at, String fact) {
        return new MalformedObjectException(
                "decode instructions: the one at byte %d %s".formatted(at, fact));
    }
}
