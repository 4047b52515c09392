// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.GadgetUnsupportedException;
import dev.jig.gadget.metadata.CustomParam;
import dev.jig.gadget.metadata.CustomParam.Value;
import dev.jig.gadget.param.Choice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a user has chosen, with `auto` made the values it stands for.
///
/// @param byChoice names of values
record ChosenValues(Map<Choice, Set<String>> byChoice) {
    /// @param given what the user wrote, by key
    /// @throws dev.jig.gadget.UsageException if there is no such value
    /// @throws GadgetUnsupportedException if `auto` stands for nothing
    static ChosenValues of(GadgetSpec gadget, Map<String, String> given, KernelFacts facts) {
        Map<Choice, Set<String>> byChoice = new LinkedHashMap<>();
        for (Choice choice : gadget.choices()) {
            String text = given.getOrDefault(choice.key(), choice.defaultValue());
            byChoice.put(choice, values(gadget, choice, choice.parse(List.of(text)), facts));
        }
        return new ChosenValues(byChoice);
    }

    private static Set<String> values(
            GadgetSpec gadget, Choice choice, List<String> words, KernelFacts facts) {
        Set<String> values = new LinkedHashSet<>(words);
        if (values.remove(CustomParam.AUTOMATIC)) {
            values.addAll(mounted(choice, facts.mountedFileSystems()));
        }
        if (values.isEmpty()) {
            throw new GadgetUnsupportedException(
                    "run gadget %s: --%s %s: none of these is mounted: %s"
                            .formatted(
                                    gadget.name(),
                                    choice.key(),
                                    CustomParam.AUTOMATIC,
                                    String.join(", ", choice.param().values().keySet())),
                    null);
        }
        return values;
    }

    private static List<String> mounted(Choice choice, Set<String> types) {
        List<String> values = new ArrayList<>();
        choice.param()
                .values()
                .forEach((name, value) -> {
                    if (types.stream().anyMatch(type -> isOf(type, value))) {
                        values.add(name);
                    }
                });
        return values;
    }

    /// `fuse.sshfs` is a fuse.
    private static boolean isOf(String type, Value value) {
        return value.mounted().stream()
                .anyMatch(name -> type.equals(name) || type.startsWith(name + "."));
    }
}
