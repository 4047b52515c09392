// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import java.util.List;

/// One program uses one map in one way.
public record Interaction(String program, String map, MapUse use) {
    /// What the code of a program and of its subprograms can do to maps, in the order of first
    /// appearance, each once.
    public static List<Interaction> of(ProgramSpec program) {
        return LinearWalk.edges(program, false).stream().map(Edge::interaction).toList();
    }

    /// Those of all programs, programs in order of name.
    public static List<Interaction> of(ObjectSpec object) {
        return Diagram.of(object).programs().stream()
                .flatMap(part -> part.edges().stream())
                .map(Edge::interaction)
                .toList();
    }
}
