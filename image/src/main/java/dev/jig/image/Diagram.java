// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import dev.jig.object.MapSpec;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What is drawn: maps, programs, and what the programs do to the maps. A value that knows nothing
/// of how it was found out, so that what the code says, what can happen on a kernel and what did
/// happen are drawn alike.
///
/// @param maps names in the order of drawing
/// @param programs in the order of drawing
public record Diagram(List<String> maps, List<Part> programs) {
    private static final Set<String> LEFT_OUT = Set.of(".rodata", ".bss", ".kconfig");

    /// One program with what it does, in the order it does it.
    public record Part(String program, List<Edge> edges) {
        public Part {
            edges = List.copyOf(edges);
        }
    }

    public Diagram {
        maps = List.copyOf(maps);
        programs = List.copyOf(programs);
    }

    /// Everything that stands in the code, whether it can happen or not, and nothing that Inspektor
    /// Gadget does not draw.
    public static Diagram of(ObjectSpec object) {
        List<Part> parts =
                object.programs().values().stream()
                        .sorted(Comparator.comparing(ProgramSpec::name))
                        .map(program -> new Part(program.name(), LinearWalk.edges(program, false)))
                        .toList();
        return new Diagram(shownMaps(object), parts);
    }

    /// What stands in the code of one program, uses of ring buffers included.
    public static Part withRings(ProgramSpec program) {
        return new Part(program.name(), LinearWalk.edges(program, true));
    }

    /// The names of the maps that diagrams show, sorted.
    public static List<String> shownMaps(ObjectSpec object) {
        return object.maps().values().stream()
                .map(MapSpec::name)
                .filter(Diagram::shown)
                .sorted()
                .toList();
    }

    /// Whether diagrams show a map of that name; constants, zeroed variables and facts of the
    /// kernel's configuration are left out.
    public static boolean shown(String map) {
        return !LEFT_OUT.contains(map);
    }

    /// The edges that are drawn, program by program.
    public Stream<Edge> edges() {
        return programs.stream().flatMap(Diagram::drawn);
    }

    static Stream<Edge> drawn(Part part) {
        return part.edges().stream().filter(edge -> shown(edge.map()));
    }
}
