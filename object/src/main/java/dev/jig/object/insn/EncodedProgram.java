// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

import dev.jig.object.Bytes;
import java.util.List;

/// A program as `BPF_PROG_LOAD` takes it.
///
/// @param code 8 bytes a slot
/// @param functionInfo records of 8 bytes: slot, BTF id of the FUNC; empty without BTF
/// @param lineInfo records of 16 bytes: slot, file name offset, text offset, line and column
/// @param instructions what was encoded, in order, to explain a refusal
public record EncodedProgram(
        Bytes code, Bytes functionInfo, Bytes lineInfo, List<Instruction> instructions) {
    public static final int FUNCTION_RECORD = 8;
    public static final int LINE_RECORD = 16;

    public EncodedProgram {
        instructions = List.copyOf(instructions);
    }

    public int slots() {
        return code.size() / 8;
    }
}
