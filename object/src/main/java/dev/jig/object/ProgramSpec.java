// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import dev.jig.object.insn.Instruction;
import java.util.List;

/// What an object file says of one program: a value, nothing in the kernel.
///
/// @param name the function's name
/// @param section the ELF section it came from
/// @param kind program type, attach type and flags that the section's name stands for
/// @param target what follows the first slash of the section's name, `""` if nothing
/// @param autoload false if the section's name began with `?`
/// @param license the object's licence
/// @param instructions its own, followed by every subprogram it reaches
public record ProgramSpec(
        String name,
        String section,
        ProgramKind kind,
        String target,
        boolean autoload,
        String license,
        List<Instruction> instructions) {

    public ProgramSpec {
        instructions = List.copyOf(instructions);
    }

    public ProgramSpec withName(String newName) {
        return new ProgramSpec(newName, section, kind, target, autoload, license, instructions);
    }

    public ProgramSpec withInstructions(List<Instruction> changed) {
        return new ProgramSpec(name, section, kind, target, autoload, license, changed);
    }

    public ProgramSpec withTarget(String newTarget) {
        return new ProgramSpec(name, section, kind, newTarget, autoload, license, instructions);
    }

    public ProgramSpec withKind(ProgramKind newKind) {
        return new ProgramSpec(name, section, newKind, target, autoload, license, instructions);
    }

    /// Length in 8-byte slots; a wide load takes two.
    public int slots() {
        return instructions.stream().mapToInt(Instruction::slots).sum();
    }
}
