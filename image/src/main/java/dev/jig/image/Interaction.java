// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/// One program uses one map in one way.
public record Interaction(String program, String map, MapUse use) {
    private static final int REGISTERS = 16;

    /// What the code of a program and of its subprograms can do to maps, in the order of first
    /// appearance, each once.
    ///
    /// The instructions are read from first to last without following jumps: a helper call is taken
    /// to work on the symbol that was last loaded into the helper's map register. That overstates
    /// (a branch may never be taken) but needs no kernel and no privileges.
    public static List<Interaction> of(ProgramSpec program) {
        LinkedHashSet<Interaction> found = new LinkedHashSet<>();
        List<String> symbols = new ArrayList<>(Collections.nCopies(REGISTERS, ""));
        for (Instruction instruction : program.instructions()) {
            Reference reference = instruction.reference();
            if (reference != null) {
                symbols.set(instruction.dst() & (REGISTERS - 1), reference.name());
            } else if (instruction.callsHelper()) {
                MapUse.ofHelper(instruction.imm())
                        .map(use -> new Interaction(program.name(), map(symbols, use), use))
                        .filter(i -> !i.map.isEmpty())
                        .ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    /// Those of all programs, programs in order of name.
    public static List<Interaction> of(ObjectSpec object) {
        return programsByName(object).stream().flatMap(p -> of(p).stream()).toList();
    }

    static List<ProgramSpec> programsByName(ObjectSpec object) {
        Collection<ProgramSpec> programs = object.programs().values();
        return programs.stream().sorted(Comparator.comparing(ProgramSpec::name)).toList();
    }

    /// Whether diagrams show a map of that name; constants and zeroed variables are left out.
    static boolean shown(String map) {
        return !map.equals(".rodata") && !map.equals(".bss");
    }

    private static String map(List<String> symbols, MapUse use) {
        return symbols.get(use.mapRegister());
    }
}
