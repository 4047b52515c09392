// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.reader;

import dev.jig.object.elf.ElfSection;
import dev.jig.object.elf.ElfSymbol;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function of the object before linking.
///
/// @param name unique in the object
/// @param start byte offset in the section
/// @param callees names of the functions it refers to, each once, in alphabetical order: that in
///   which other tools link them, so that diagrams of the code agree with theirs
record Function(
        String name,
        ElfSection section,
        ElfSymbol symbol,
        long start,
        List<Instruction> instructions,
        List<String> callees) {

    /// Code that others call, as opposed to a program.
    boolean library() {
        return section.name().equals(".text");
    }

    static List<String> callees(List<Instruction> instructions) {
        return instructions.stream()
                .map(Instruction::reference)
                .filter(Function::toFunction)
                .map(Reference::name)
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean toFunction(@Nullable Reference reference) {
        return reference instanceof Reference.ToFunction
                || reference instanceof Reference.ToFunctionAddress;
    }
}
