// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.metadata;

import dev.jig.gadget.metadata.CustomParam.Value;
import dev.jig.gadget.metadata.GadgetMetadata.ParamSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads one param of `params.custom`: jig's `targets` by value, or the patches of Inspektor Gadget
/// as far as they set `programs.NAME.attach_to`.
final class CustomParamReader {
    /// What Inspektor Gadget writes for a program that is not attached.
    static final String DISABLED = "gadget_program_disabled";

    static final List<String> KEYS = List.of("values", "patch", "multiple", "automatic");

    private static final String MOUNTED = "mounted";

    private final YamlErrors errors;
    private final String path;
    private String unreadable = "";

    CustomParamReader(YamlErrors errors, String path) {
        this.errors = errors;
        this.path = path;
    }

    CustomParam read(Section section, ParamSettings settings) {
        String automatic = section.text("automatic").toLowerCase(Locale.ROOT);
        if (section.has("automatic") && !automatic.equals(MOUNTED)) {
            throw errors.at(section.line("automatic"), path + ".automatic must be " + MOUNTED);
        }
        if (section.has("patch")) {
            unreadable = "a patch for every value";
        }
        Map<String, Value> values = new LinkedHashMap<>();
        for (YamlNode.Entry value : section.entries("values")) {
            values.put(value.key(), value(value));
        }
        if (values.isEmpty() && unreadable.isEmpty()) {
            throw errors.at(section.line("values"), path + " has no values");
        }
        boolean auto = !automatic.isEmpty();
        return new CustomParam(settings, section.flag("multiple"), auto, values, unreadable);
    }

    private Value value(YamlNode.Entry entry) {
        String name = entry.key();
        String where = path + ".values." + name;
        if (!name.matches("[A-Za-z0-9_-]{1,64}") || name.equals(CustomParam.AUTOMATIC)) {
            throw errors.at(entry.line(), where + " cannot be the name of a value");
        }
        Section section =
                Section.of(
                        errors,
                        where,
                        entry.value(),
                        "description",
                        "module",
                        "mounted",
                        "targets",
                        "patch");
        Map<String, List<String>> targets = new LinkedHashMap<>(patched(section));
        targets.putAll(section.lists("targets"));
        return new Value(
                section.text("description"),
                section.has("module") ? section.text("module") : name,
                section.has("mounted") ? section.texts("mounted") : List.of(name),
                targets);
    }

    private Map<String, List<String>> patched(Section section) {
        Map<String, List<String>> targets = new LinkedHashMap<>();
        for (YamlNode.Entry patch : section.entries("patch")) {
            if (!patch.key().equalsIgnoreCase("programs")) {
                unreadable = "a patch of " + patch.key();
            }
        }
        if (unreadable.isEmpty()) {
            Section patch = section.section("patch", "programs");
            patch.named("programs", this::attachTo)
                    .forEach((program, target) -> targets.put(program, List.of(target)));
        }
        return targets;
    }

    private String attachTo(String where, YamlNode node) {
        String target = Section.of(errors, where, node, "attach_to").text("attach_to");
        return target.equals(DISABLED) ? CustomParam.OFF : target;
    }
}
