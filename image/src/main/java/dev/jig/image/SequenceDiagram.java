// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import dev.jig.object.ObjectSpec;
import java.util.stream.Stream;

/// Draws in which order programs use maps as a Mermaid sequence diagram. Of an object the text is
/// the one that Inspektor Gadget makes, byte for byte.
public final class SequenceDiagram {
    private SequenceDiagram() {}

    /// The diagram's lines, each ended by a line feed.
    public static String of(ObjectSpec object) {
        return of(Diagram.of(object));
    }

    /// The diagram's lines, each ended by a line feed. Arrows that are not always taken are dotted,
    /// those that were counted and never taken end in a cross.
    public static String of(Diagram diagram) {
        StringBuilder text = new StringBuilder("sequenceDiagram\n");
        box("eBPF Programs", diagram.programs().stream().map(Diagram.Part::program), text);
        box("eBPF Maps", diagram.edges().map(Edge::map).distinct(), text);
        diagram.edges().forEach(edge -> draw(edge, text));
        return text.toString();
    }

    private static void draw(Edge edge, StringBuilder text) {
        text.append(edge.interaction().program())
                .append(edge.never() ? "--x" : edge.always() ? "->>" : "-->>")
                .append(edge.map())
                .append(": ")
                .append(edge.label())
                .append('\n');
    }

    private static void box(String title, Stream<String> participants, StringBuilder text) {
        text.append("box ").append(title).append('\n');
        participants.forEach(name -> text.append("participant ").append(name).append('\n'));
        text.append("end\n");
    }
}
