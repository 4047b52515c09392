// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import dev.jig.object.ProgramSpec;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import dev.jig.object.insn.SourceLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds what the code of a program and of its subprograms can do to maps, in the order of first
/// appearance, each once.
///
/// The instructions are read from first to last without following jumps: a helper call is taken to
/// work on the symbol that was last loaded into the helper's map register. That overstates (a
/// branch may never be taken) but needs no kernel and no privileges.
final class LinearWalk {
    private static final int REGISTERS = 16;

    private final String program;
    private final boolean rings;
    private final String[] symbols = new String[REGISTERS];
    private final Map<Interaction, List<Edge.Site>> found = new LinkedHashMap<>();
    private @Nullable SourceLine line;

    /// The ring buffer that memory was last reserved in.
    private String ring = "";

    private LinearWalk(String program, boolean rings) {
        this.program = program;
        this.rings = rings;
        Arrays.fill(symbols, "");
    }

    /// @param rings whether what is done to ring buffers is found, too
    static List<Edge> edges(ProgramSpec program, boolean rings) {
        LinearWalk walk = new LinearWalk(program.name(), rings);
        int slot = 0;
        for (Instruction instruction : program.instructions()) {
            walk.line = instruction.line() == null ? walk.line : instruction.line();
            walk.read(instruction, slot);
            slot += instruction.slots();
        }
        return walk.found.entrySet().stream()
                .map(entry -> Edge.possible(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void read(Instruction instruction, int slot) {
        Reference reference = instruction.reference();
        if (reference != null) {
            symbols[instruction.dst() & (REGISTERS - 1)] = reference.name();
        } else if (instruction.callsHelper()) {
            MapUse.ofAnyHelper(instruction.imm())
                    .filter(use -> rings || !use.ofRing())
                    .ifPresent(use -> add(use, slot));
        }
    }

    private void add(MapUse use, int slot) {
        String map = use.ofMemory() ? ring : symbols[use.mapRegister()];
        ring = use.ofRing() ? map : ring;
        if (!map.isEmpty()) {
            found.computeIfAbsent(new Interaction(program, map, use), _ -> new ArrayList<>())
                    .add(Edge.Site.possible(slot, line));
        }
    }
}
