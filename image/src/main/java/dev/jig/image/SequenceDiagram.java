// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import java.util.List;
import java.util.stream.Stream;

/// Draws in which order programs use maps as a Mermaid sequence diagram. The text is the one that
/// Inspektor Gadget makes of the same object, byte for byte.
public final class SequenceDiagram {
    private SequenceDiagram() {}

    /// The diagram's lines, each ended by a line feed.
    public static String of(ObjectSpec object) {
        List<Interaction> shown =
                Interaction.of(object).stream().filter(i -> Interaction.shown(i.map())).toList();
        StringBuilder text = new StringBuilder("sequenceDiagram\n");
        box(
                "eBPF Programs",
                Interaction.programsByName(object).stream().map(ProgramSpec::name),
                text);
        box("eBPF Maps", shown.stream().map(Interaction::map).distinct(), text);
        for (Interaction i : shown) {
            text.append("%s->>%s: %s\n".formatted(i.program(), i.map(), i.use().word()));
        }
        return text.toString();
    }

    private static void box(String title, Stream<String> participants, StringBuilder text) {
        text.append("box ").append(title).append('\n');
        participants.forEach(name -> text.append("participant ").append(name).append('\n'));
        text.append("end\n");
    }
}
