// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import dev.jig.object.ObjectSpec;

/// Draws which programs use which maps as a Mermaid flowchart. Of an object the text is the one
/// that Inspektor Gadget makes, byte for byte.
public final class Flowchart {
    private Flowchart() {}

    /// The diagram's lines, each ended by a line feed.
    public static String of(ObjectSpec object) {
        return of(Diagram.of(object));
    }

    /// The diagram's lines, each ended by a line feed. Edges that are not always taken are dotted,
    /// those that were counted and never taken end in a cross.
    public static String of(Diagram diagram) {
        StringBuilder text = new StringBuilder("flowchart LR\n");
        diagram.maps().forEach(map -> text.append("%s[(\"%s\")]\n".formatted(map, map)));
        diagram.programs().forEach(part -> draw(part, text));
        return text.toString();
    }

    private static void draw(Diagram.Part part, StringBuilder text) {
        String name = part.program();
        for (Arrow arrow : Arrow.of(part)) {
            String line =
                    arrow.never()
                            ? "%s -. \"%s\" .-x %s\n"
                            : arrow.solid() ? "%s -- \"%s\" --> %s\n" : "%s -. \"%s\" .-> %s\n";
            text.append(line.formatted(name, arrow.label(), arrow.map()));
        }
        text.append("%s[\"%s\"]\n".formatted(name, name));
    }
}
