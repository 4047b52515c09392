// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

import java.nio.ByteOrder;
import java.util.List;

/// Lays out a linked list of instructions and writes the kernel's bytes.
public final class ProgramEncoder {
    private ProgramEncoder() {}

    /// @throws dev.jig.object.MalformedObjectException if a jump or call cannot be expressed
    public static EncodedProgram encode(
            List<Instruction> instructions, ByteOrder order, ReferenceResolver resolver) {
        throw new UnsupportedOperationException("" + instructions + order + resolver);
    }
}
