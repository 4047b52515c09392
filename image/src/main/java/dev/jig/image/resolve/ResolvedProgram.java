// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.resolve;

import dev.jig.image.Diagram;
import dev.jig.image.Edge;
import dev.jig.image.Interaction;
import dev.jig.image.MapUse;
import dev.jig.object.MapSpec;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.flow.CodeLayout;
import dev.jig.object.flow.ProgramFlow;
import dev.jig.object.insn.Instruction;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// What one program can do to maps. For one use.
public final class ResolvedProgram {
    private final ProgramSpec program;
    private final ObjectSpec object;
    private final ProgramFlow flow;

    /// @param program of the object, with its CO-RE records applied
    public ResolvedProgram(ProgramSpec program, ObjectSpec object) {
        this.program = program;
        this.object = object;
        this.flow = ProgramFlow.of(program, object);
    }

    /// The edges in the order of the code.
    public Diagram.Part part() {
        Map<Interaction, BitSet> found = new LinkedHashMap<>();
        for (int i = 0; i < flow.layout().size(); i++) {
            for (Interaction interaction : at(i)) {
                found.computeIfAbsent(interaction, _ -> new BitSet()).set(i);
            }
        }
        List<Edge> edges =
                found.entrySet().stream().map(e -> edge(e.getKey(), e.getValue())).toList();
        return new Diagram.Part(program.name(), edges);
    }

    /// What the instruction of that index can do to maps, usually to one or none. Nothing if it is
    /// never reached.
    public List<Interaction> at(int index) {
        Instruction instruction = program.instructions().get(index);
        if (!instruction.callsHelper() || !flow.reaches(index)) {
            return List.of();
        }
        return MapUse.ofAnyHelper(instruction.imm()).stream()
                .flatMap(use ->
                        maps(index, use).stream()
                                .map(map -> new Interaction(program.name(), map, use)))
                .toList();
    }

    private Set<String> maps(int index, MapUse use) {
        return flow.maps(index, use.mapRegister()).stream()
                .filter(map -> fits(use, map))
                .sorted()
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// What is not known of a map is taken to be possible.
    private boolean fits(MapUse use, String name) {
        MapSpec map = object.maps().get(name);
        return map == null || use.fits(map);
    }

    private Edge edge(Interaction interaction, BitSet indexes) {
        CodeLayout layout = flow.layout();
        List<Edge.Site> sites =
                indexes.stream()
                        .mapToObj(i -> Edge.Site.possible(layout.slot(i), layout.line(i)))
                        .toList();
        boolean always = certain(indexes) && flow.always(indexes);
        return new Edge(
                interaction,
                sites,
                always,
                always ? null : flow.condition(indexes),
                OptionalLong.empty());
    }

    /// Whether each of the calls can do only this.
    private boolean certain(BitSet indexes) {
        return indexes.stream().allMatch(i -> at(i).size() == 1);
    }
}
