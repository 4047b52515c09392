// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import dev.jig.object.MapSpec;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Draws which programs use which maps as a Mermaid flowchart. The text is the one that Inspektor
/// Gadget makes of the same object, byte for byte.
public final class Flowchart {
    private Flowchart() {}

    /// The diagram's lines, each ended by a line feed.
    public static String of(ObjectSpec object) {
        StringBuilder text = new StringBuilder("flowchart LR\n");
        object.maps().values().stream()
                .map(MapSpec::name)
                .filter(Interaction::shown)
                .sorted(Comparator.naturalOrder())
                .forEach(map -> text.append("%s[(\"%s\")]\n".formatted(map, map)));
        Interaction.programsByName(object).forEach(program -> draw(program, text));
        return text.toString();
    }

    private static void draw(ProgramSpec program, StringBuilder text) {
        String name = program.name();
        for (Edge edge : edges(Interaction.of(program))) {
            text.append("%s -- \"%s\" --> %s\n".formatted(name, edge.label(), edge.map));
        }
        text.append("%s[\"%s\"]\n".formatted(name, name));
    }

    private static List<Edge> edges(List<Interaction> interactions) {
        List<Edge> edges = new ArrayList<>();
        Map<String, Edge> joined = new LinkedHashMap<>();
        for (Interaction interaction : interactions) {
            if (!Interaction.shown(interaction.map())) {
                continue;
            }
            Edge known = interaction.use().joins() ? joined.get(interaction.map()) : null;
            if (known != null) {
                known.uses.add(interaction.use());
                continue;
            }
            Edge edge = new Edge(interaction.map(), EnumSet.of(interaction.use()));
            edges.add(edge);
            if (interaction.use().joins()) {
                joined.put(interaction.map(), edge);
            }
        }
        return edges;
    }

    private record Edge(String map, Set<MapUse> uses) {
        String label() {
            return uses.stream().map(MapUse::word).collect(Collectors.joining("+"));
        }
    }
}
