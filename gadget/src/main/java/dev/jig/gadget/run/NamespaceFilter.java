// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.object.Bytes;
import dev.jig.object.MapSpec;
import dev.jig.object.ObjectSpec;
import dev.jig.object.VariableSpec;
import dev.jig.object.insn.Reference;

/// The part of an object that leaves out events by mount namespace: a switch and a map, as
/// `gadget/mntns_filter.h` has them.
final class NamespaceFilter {
    static final String MAP = "gadget_mntns_filter_map";

    private static final String SWITCH = "gadget_filter_by_mntns";
    private static final int LEAST_ENTRIES = 1024;
    private static final int MOST_ENTRIES = 1 << 20;
    private static final int ROOM = 4;

    private NamespaceFilter() {}

    /// Whether a program looks namespaces up. Objects that only declare the filter do not.
    static boolean isIn(ObjectSpec object) {
        VariableSpec variable = object.variables().get(SWITCH);
        return variable != null
                && variable.size() == 1
                && object.maps().containsKey(MAP)
                && object.programs().values().stream()
                        .flatMap(program -> program.instructions().stream())
                        .anyMatch(i ->
                                i.reference() instanceof Reference.ToMap(String name)
                                        && name.equals(MAP));
    }

    /// The object with the filter on.
    ///
    /// @param containers how many there are now; there is room for several times as many
    static ObjectSpec on(ObjectSpec object, int containers) {
        int wanted = Math.clamp((long) containers * ROOM, LEAST_ENTRIES, MOST_ENTRIES);
        MapSpec map = object.map(MAP);
        int entries = Math.max(map.maxEntries(), wanted);
        return object.withValue(SWITCH, Bytes.copyOf(new byte[] {1}))
                .withMap(map.withMaxEntries(entries));
    }
}
