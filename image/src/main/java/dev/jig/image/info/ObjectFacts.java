// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.info;

import dev.jig.image.Diagram;
import dev.jig.image.document.Node;
import dev.jig.image.listing.Listing;
import dev.jig.image.listing.ListingText;
import dev.jig.object.MapSpec;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.VariableSpec;
import java.util.Comparator;
import java.util.List;

/// What an object says of its maps, programs and variables, for programs. Names that begin with a
/// capital letter are those of Inspektor Gadget.
final class ObjectFacts {
    private ObjectFacts() {}

    static Node maps(ObjectSpec object) {
        List<MapSpec> maps =
                object.maps().values().stream()
                        .filter(map -> Diagram.shown(map.name()))
                        .sorted(Comparator.comparing(MapSpec::name))
                        .toList();
        return Node.items(maps, ObjectFacts::map);
    }

    private static Node map(MapSpec map) {
        Node.Builder facts =
                Node.members()
                        .put("Name", map.name())
                        .put("Type", MapTypeNames.of(map.type()))
                        .put("KeySize", map.keySize())
                        .put("ValueSize", map.valueSize())
                        .put("MaxEntries", map.maxEntries())
                        .put("Flags", Integer.toUnsignedLong(map.flags()))
                        .put("Pinned", map.pinByName());
        MapSpec inner = map.inner();
        if (inner != null) {
            facts.put("Inner", map(inner));
        }
        return facts.build();
    }

    static Node programs(ObjectSpec object) {
        List<ProgramSpec> programs =
                object.programs().values().stream()
                        .sorted(Comparator.comparing(ProgramSpec::name))
                        .toList();
        return Node.items(programs, program -> program(object, program));
    }

    private static Node program(ObjectSpec object, ProgramSpec program) {
        Listing listing = Listing.of(object, program);
        return Node.members()
                .put("Name", program.name())
                .put("Section", program.section())
                .put("Type", KindNames.of(program.kind()))
                .put("Target", program.target())
                .put("Instructions", program.slots())
                .put("Source", ListingText.unrelocated().of(listing))
                .put("SourceWithRelocation", ListingText.full().of(listing))
                .build();
    }

    static Node variables(ObjectSpec object) {
        return Node.items(object.variables().values(), ObjectFacts::variable);
    }

    private static Node variable(VariableSpec variable) {
        return Node.members()
                .put("Name", variable.name())
                .put("Offset", variable.offset())
                .put("Size", variable.size())
                .put("Map", variable.map())
                .build();
    }
}
