// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.diff;

import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.param.Param;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.image.Diagram;
import dev.jig.image.info.BtfWords;
import dev.jig.image.info.KindNames;
import dev.jig.image.info.TypeWords;
import dev.jig.image.listing.Listing;
import dev.jig.image.listing.ListingText;
import dev.jig.image.memory.MapMemory;
import dev.jig.object.MapSpec;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What two gadgets are compared by: for each section its things by name, and of each thing its
/// facts by name. Both gadgets have the same sections, and things of one section the same facts.
record Facts(Map<String, Map<String, Map<String, String>>> sections) {

    static Facts of(GadgetSpec gadget, MapMemory memory) {
        ObjectSpec object = gadget.object();
        Map<String, Map<String, Map<String, String>>> sections = new LinkedHashMap<>();
        sections.put("gadget", Map.of("gadget", gadget(gadget, memory)));
        sections.put("programs", programs(object));
        sections.put("maps", maps(object, memory));
        sections.put("edges", edges(object));
        sections.put("params", params(gadget));
        sections.put("fields", fields(gadget));
        return new Facts(sections);
    }

    private static Map<String, String> gadget(GadgetSpec gadget, MapMemory memory) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("license", gadget.object().license());
        facts.put("memory", memory.of(gadget.object()) + " bytes");
        return facts;
    }

    private static Map<String, Map<String, String>> programs(ObjectSpec object) {
        Map<String, Map<String, String>> programs = new LinkedHashMap<>();
        for (ProgramSpec program : object.programs().values()) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("type", KindNames.of(program.kind()));
            facts.put("section", program.section());
            facts.put("instructions", String.valueOf(program.slots()));
            facts.put("code", code(object, program));
            programs.put(program.name(), facts);
        }
        return programs;
    }

    /// A short mark that differs where instructions or relocations do; source lines do not count.
    private static String code(ObjectSpec object, ProgramSpec program) {
        Listing listing = Listing.of(object, program);
        Listing bare =
                new Listing(
                        listing.lines().stream()
                                .filter(line -> !(line instanceof Listing.Line.Source))
                                .toList());
        return "%08x".formatted(ListingText.full().of(bare).hashCode());
    }

    private static Map<String, Map<String, String>> maps(ObjectSpec object, MapMemory memory) {
        Map<String, Map<String, String>> maps = new LinkedHashMap<>();
        for (MapSpec map : object.maps().values()) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("type", map.type().name().toLowerCase(Locale.ROOT));
            facts.put("key", part(object, map.keyType(), map.keySize()));
            facts.put("value", part(object, map.isData() ? 0 : map.valueType(), map.valueSize()));
            facts.put("entries", Integer.toUnsignedString(map.maxEntries()));
            facts.put("flags", map.flags() == 0 ? "" : "0x%x".formatted(map.flags()));
            facts.put("pinned", map.pinByName() ? "by name" : "");
            facts.put("memory", memory.of(map) + " bytes");
            maps.put(map.name(), facts);
        }
        return maps;
    }

    private static String part(ObjectSpec object, int type, int size) {
        String words = BtfWords.of(object.btf(), type);
        String bytes = Integer.toUnsignedString(size) + " bytes";
        return words.isEmpty() ? bytes : words + " of " + bytes;
    }

    private static Map<String, Map<String, String>> edges(ObjectSpec object) {
        Map<String, Map<String, String>> edges = new LinkedHashMap<>();
        Diagram.of(object)
                .edges()
                .forEach(edge ->
                        edges.put(
                                "%s %s %s"
                                        .formatted(
                                                edge.interaction().program(),
                                                edge.use().word(),
                                                edge.map()),
                                Map.of()));
        return edges;
    }

    private static Map<String, Map<String, String>> params(GadgetSpec gadget) {
        Map<String, Map<String, String>> params = new LinkedHashMap<>();
        for (Param param : gadget.params()) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("type", TypeWords.of(param.type()));
            facts.put("default", param.defaultValue());
            facts.put("alias", param.alias());
            facts.put("description", param.description().strip());
            params.put("--" + param.key(), facts);
        }
        return params;
    }

    private static Map<String, Map<String, String>> fields(GadgetSpec gadget) {
        Map<String, Map<String, String>> fields = new LinkedHashMap<>();
        for (DataSource source : gadget.dataSources()) {
            for (Field field : source.fields()) {
                Map<String, String> facts = new LinkedHashMap<>();
                facts.put("type", TypeWords.of(field.type()));
                facts.put("hidden", field.column().hidden() ? "true" : "");
                facts.put("description", field.description().strip());
                fields.put(source.name() + ": " + field.name(), facts);
            }
        }
        return fields;
    }
}
