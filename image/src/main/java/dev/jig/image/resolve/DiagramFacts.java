// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.resolve;

import dev.jig.image.Diagram;
import dev.jig.image.Edge;
import dev.jig.image.document.Node;
import dev.jig.object.insn.SourceLine;
import org.jspecify.annotations.Nullable;

/// A diagram as a document: what is known of each edge.
public final class DiagramFacts {
    private DiagramFacts() {}

    /// An object with `maps` and `programs`, the latter with `name` and `edges`. An edge has `map`,
    /// `use`, `always`, and where they are known `times`, `condition` and `sites`.
    public static Node of(Diagram diagram) {
        return Node.members()
                .put("maps", Node.texts(diagram.maps()))
                .put("programs", Node.items(diagram.programs(), DiagramFacts::program))
                .build();
    }

    private static Node program(Diagram.Part part) {
        return Node.members()
                .put("name", part.program())
                .put("edges", Node.items(part.edges(), DiagramFacts::edge))
                .build();
    }

    private static Node edge(Edge edge) {
        Node.Builder members =
                Node.members()
                        .put("map", edge.interaction().map())
                        .put("use", edge.interaction().use().word())
                        .put("always", Node.truth(edge.always()));
        edge.times().ifPresent(times -> members.put("times", Node.whole(times)));
        SourceLine condition = edge.condition();
        if (condition != null) {
            members.put("condition", line(condition).build());
        }
        return members.put("sites", Node.items(edge.sites(), DiagramFacts::site)).build();
    }

    private static Node site(Edge.Site site) {
        Node.Builder members = line(site.line()).put("slot", site.slot());
        site.times().ifPresent(times -> members.put("times", times));
        return members.build();
    }

    private static Node.Builder line(@Nullable SourceLine line) {
        Node.Builder members = Node.members();
        if (line != null) {
            members.put("file", line.file())
                    .put("line", Node.whole(line.line()))
                    .put("text", line.text().strip());
        }
        return members;
    }
}
