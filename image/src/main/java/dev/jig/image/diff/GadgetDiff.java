// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.diff;

import dev.jig.gadget.GadgetSpec;
import dev.jig.image.memory.MapMemory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What changed between two builds of a gadget. A value.
///
/// @param changes sections in the order of {@link Facts}, things in the order of the builds
public record GadgetDiff(List<Change> changes) {
    public GadgetDiff {
        changes = List.copyOf(changes);
    }

    /// @param memory how much memory maps take where the two are compared
    public static GadgetDiff of(GadgetSpec before, GadgetSpec after, MapMemory memory) {
        List<Change> changes = new ArrayList<>();
        Facts old = Facts.of(before, memory);
        Facts young = Facts.of(after, memory);
        old.sections()
                .forEach((section, things) ->
                        compare(
                                section,
                                things,
                                young.sections().getOrDefault(section, Map.of()),
                                changes));
        return new GadgetDiff(changes);
    }

    private static void compare(
            String section,
            Map<String, Map<String, String>> before,
            Map<String, Map<String, String>> after,
            List<Change> changes) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            Map<String, String> old = before.get(name);
            Map<String, String> young = after.get(name);
            if (old == null && young != null) {
                changes.add(new Change(section, name, "", "", words(young)));
            } else if (young == null && old != null) {
                changes.add(new Change(section, name, "", words(old), ""));
            } else if (old != null && young != null) {
                compareFacts(section, name, old, young, changes);
            }
        }
    }

    private static void compareFacts(
            String section,
            String name,
            Map<String, String> before,
            Map<String, String> after,
            List<Change> changes) {
        before.forEach((fact, value) -> {
            String now = after.getOrDefault(fact, "");
            if (!now.equals(value)) {
                changes.add(new Change(section, name, fact, value, now));
            }
        });
    }

    private static String words(Map<String, String> facts) {
        String words =
                facts.entrySet().stream()
                        .filter(fact -> !fact.getValue().isEmpty())
                        .map(fact -> fact.getKey() + " " + fact.getValue())
                        .collect(Collectors.joining(", "));
        return words.isEmpty() ? "there" : words;
    }
}
