// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.Bytes;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.SourceLine;
import java.util.List;

/// A program that is in the kernel, whoever loaded it, as the kernel tells of it. A value: it stays
/// when the program goes.
///
/// @param id the kernel's number
/// @param name at most 15 characters
/// @param type of `enum bpf_prog_type`
/// @param tag the kernel's hash of the instructions, in hex
/// @param instructions what the verifier made of them, with functions, lines and maps by name where
///   the kernel says them; empty if it does not show them to this process
/// @param machineCode what the JIT compiler made of them, a function each; empty if there is none
///   or the kernel does not show it to this process (`kernel.kptr_restrict`,
///   `net.core.bpf_jit_harden`)
public record LoadedProgram(
        int id,
        String name,
        int type,
        String tag,
        List<Instruction> instructions,
        List<MachineCode> machineCode) {

    /// The machine code of one function.
    ///
    /// @param address where it is in the kernel
    /// @param lines in the order of their offsets
    public record MachineCode(String function, long address, Bytes code, List<Line> lines) {
        public MachineCode {
            lines = List.copyOf(lines);
        }
    }

    /// The code from this byte of the function on comes from a line of source.
    public record Line(int offset, SourceLine source) {}

    public LoadedProgram {
        instructions = List.copyOf(instructions);
        machineCode = List.copyOf(machineCode);
    }
}
