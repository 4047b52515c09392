// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import dev.jig.object.ObjectSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Draws which programs use which maps as a Mermaid flowchart. Of an object the text is the one
/// that Inspektor Gadget makes, byte for byte.
public final class Flowchart {
    /// An arrow: the uses of one map that are drawn as one.
    ///
    /// @param edges in the order of their words, at least one, all of one program and map
    record Arrow(List<Edge> edges) {
        String map() {
            return edges.getFirst().map();
        }

        String label() {
            return edges.stream()
                    .sorted(Comparator.comparing(Edge::use))
                    .map(Edge::label)
                    .collect(Collectors.joining("+"));
        }

        /// Solid if any of its uses always happens.
        boolean solid() {
            return edges.stream().anyMatch(Edge::always);
        }
    }

    private Flowchart() {}

    /// The diagram's lines, each ended by a line feed.
    public static String of(ObjectSpec object) {
        return of(Diagram.of(object));
    }

    /// The diagram's lines, each ended by a line feed. Edges that are not always taken are dotted.
    public static String of(Diagram diagram) {
        StringBuilder text = new StringBuilder("flowchart LR\n");
        diagram.maps().forEach(map -> text.append("%s[(\"%s\")]\n".formatted(map, map)));
        diagram.programs().forEach(part -> draw(part, text));
        return text.toString();
    }

    private static void draw(Diagram.Part part, StringBuilder text) {
        String name = part.program();
        for (Arrow arrow : arrows(part)) {
            String line = arrow.solid() ? "%s -- \"%s\" --> %s\n" : "%s -. \"%s\" .-> %s\n";
            text.append(line.formatted(name, arrow.label(), arrow.map()));
        }
        text.append("%s[\"%s\"]\n".formatted(name, name));
    }

    /// Lookups, updates and deletions of one map make one arrow, at the place of the first.
    static List<Arrow> arrows(Diagram.Part part) {
        Map<String, List<Edge>> arrows = new LinkedHashMap<>();
        Diagram.drawn(part)
                .forEach(edge ->
                        arrows.computeIfAbsent(arrow(edge), _ -> new ArrayList<>()).add(edge));
        return arrows.values().stream().map(Arrow::new).toList();
    }

    private static String arrow(Edge edge) {
        return (edge.use().joins() ? "" : edge.use().word()) + " " + edge.map();
    }
}
