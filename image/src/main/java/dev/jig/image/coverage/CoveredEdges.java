// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.coverage;

import dev.jig.image.Diagram;
import dev.jig.image.Edge;
import dev.jig.image.Interaction;
import dev.jig.image.resolve.ResolvedProgram;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.core.CoreRelocator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// What may be counted in one program: what can happen on the kernel, as that is known best, and
/// what else stands in the code.
///
/// @param program of the object, its CO-RE records not applied
record CoveredEdges(ProgramSpec program, ObjectSpec object, CoreRelocator relocator) {
    /// The edges in the order of the code.
    ///
    /// @throws dev.jig.object.JigException if the program does not fit the kernel or a jump leads
    ///   nowhere
    List<Edge> find() {
        Map<Interaction, Edge> found = new LinkedHashMap<>();
        new ResolvedProgram(relocator.relocate(program), object)
                .part()
                .edges()
                .forEach(edge -> found.put(edge.interaction(), edge));
        Set<Integer> resolved =
                found.values().stream()
                        .flatMap(edge -> edge.sites().stream())
                        .map(Edge.Site::slot)
                        .collect(Collectors.toSet());
        for (Edge edge : Diagram.withRings(program).edges()) {
            List<Edge.Site> others =
                    edge.sites().stream().filter(s -> !resolved.contains(s.slot())).toList();
            if (!others.isEmpty()) {
                found.merge(edge.interaction(), impossible(edge, others), CoveredEdges::both);
            }
        }
        return found.values().stream()
                .sorted(Comparator.comparingInt(edge -> edge.sites().getFirst().slot()))
                .toList();
    }

    private static Edge impossible(Edge edge, List<Edge.Site> sites) {
        return new Edge(edge.interaction(), sites, false, null, OptionalLong.empty());
    }

    private static Edge both(Edge possible, Edge impossible) {
        List<Edge.Site> sites = new ArrayList<>(possible.sites());
        sites.addAll(impossible.sites());
        sites.sort(Comparator.comparingInt(Edge.Site::slot));
        return new Edge(
                possible.interaction(),
                sites,
                possible.always(),
                possible.condition(),
                OptionalLong.empty());
    }
}
