// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.resolve;

import dev.jig.image.Diagram;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.core.CoreRelocator;
import dev.jig.object.core.CoreTargets;
import java.util.Comparator;
import java.util.List;

/// What can happen on one kernel with one set of params: the programs are followed with the
/// constants they will have, and only what can be reached is drawn, ring buffers included. Maps
/// that nothing uses are left out. Nothing that can happen is missing.
public final class ResolvedDiagram {
    private ResolvedDiagram() {}

    /// @param object with values in its read-only variables and without the programs that will not
    ///   be loaded
    /// @param kernel the types of the kernel
    /// @throws dev.jig.object.JigException if a CO-RE record cannot be resolved or a jump leads
    ///   nowhere
    public static Diagram of(ObjectSpec object, CoreTargets kernel) {
        CoreRelocator relocator = new CoreRelocator(object.btf(), kernel);
        List<Diagram.Part> parts =
                object.programs().values().stream()
                        .sorted(Comparator.comparing(ProgramSpec::name))
                        .map(program ->
                                new ResolvedProgram(relocator.relocate(program), object).part())
                        .toList();
        List<String> used =
                parts.stream()
                        .flatMap(part -> part.edges().stream())
                        .map(edge -> edge.interaction().map())
                        .distinct()
                        .sorted()
                        .toList();
        return new Diagram(used, parts);
    }
}
