// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// An arrow of a flowchart: the uses of one map by one program that are drawn as one.
///
/// @param edges in the order of their words, at least one
public record Arrow(List<Edge> edges) {
    public Arrow {
        edges = edges.stream().sorted(Comparator.comparing(Edge::use)).toList();
    }

    /// The arrows of a program: lookups, updates and deletions of one map make one, at the place of
    /// the first of them.
    public static List<Arrow> of(Diagram.Part part) {
        Map<String, List<Edge>> arrows = new LinkedHashMap<>();
        Diagram.drawn(part)
                .forEach(edge ->
                        arrows.computeIfAbsent(key(edge), _ -> new ArrayList<>()).add(edge));
        return arrows.values().stream().map(Arrow::new).toList();
    }

    private static String key(Edge edge) {
        return (edge.use().joins() ? "" : edge.use().word()) + " " + edge.map();
    }

    public String map() {
        return edges.getFirst().map();
    }

    /// `Lookup+Update+Delete`
    public String label() {
        return edges.stream().map(Edge::label).collect(Collectors.joining("+"));
    }

    /// Solid if any of its uses always happens.
    public boolean solid() {
        return edges.stream().anyMatch(Edge::always);
    }

    /// Whether all of its uses were counted and none was seen.
    public boolean never() {
        return edges.stream().allMatch(Edge::never);
    }
}
