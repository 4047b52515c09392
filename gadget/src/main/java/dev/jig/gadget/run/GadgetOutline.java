// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.gadget.GadgetSpec;
import dev.jig.object.ObjectSpec;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What can be said of a gadget's runs before one knows the kernel: all its programs, and maps of
/// the size that default values give them. A value.
///
/// @param object with the defaults in its variables
/// @param optional programs that the gadget may run without, on some kernels or on all
public record GadgetOutline(ObjectSpec object, Set<String> optional) {
    public GadgetOutline {
        optional = Set.copyOf(optional);
    }

    /// @param cpus possible CPUs
    public static GadgetOutline of(GadgetSpec gadget, int cpus) {
        ObjectSpec object = GadgetPlan.withParams(gadget, Map.of());
        Set<String> optional =
                gadget.metadata().programs().entrySet().stream()
                        .filter(program -> program.getValue().optional())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        return new GadgetOutline(GadgetPlan.withSizes(gadget, object, 0, cpus), optional);
    }
}
