// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.param;

import dev.jig.gadget.MalformedGadgetException;
import dev.jig.gadget.Suggestion;
import dev.jig.gadget.UsageException;
import dev.jig.gadget.metadata.CustomParam;
import dev.jig.gadget.metadata.GadgetMetadata;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Something a user may choose before a gadget starts that decides what its programs are attached
/// to. A value.
///
/// @param name what `gadget.yaml` calls it
/// @param defaultValue what is in effect when the user says nothing, as a user would write it
public record Choice(String name, CustomParam param, String defaultValue) {
    /// The full name of a choice, as `paramDefaults` has it, begins so.
    private static final String FULL_NAME = "custom.";

    /// The choices of a gadget, in the order of its metadata.
    ///
    /// @throws MalformedGadgetException if a default is no value
    public static List<Choice> build(GadgetMetadata metadata) {
        List<Choice> choices = new ArrayList<>();
        metadata.customParams()
                .forEach((name, param) -> {
                    if (param.unreadable().isEmpty()) {
                        choices.add(build(metadata, name, param));
                    }
                });
        return List.copyOf(choices);
    }

    private static Choice build(GadgetMetadata metadata, String name, CustomParam param) {
        String fullName = (FULL_NAME + param.settings().key()).toLowerCase(Locale.ROOT);
        String override = metadata.paramDefaults().get(fullName);
        String said = override != null ? override : param.settings().defaultValue();
        Choice choice = new Choice(name, param, said == null ? first(param) : said);
        try {
            choice.parse(List.of(choice.defaultValue()));
        } catch (UsageException e) {
            throw new MalformedGadgetException(
                    "default of param " + name + ": " + e.getMessage(), e);
        }
        return choice;
    }

    private static String first(CustomParam param) {
        return param.automatic()
                ? CustomParam.AUTOMATIC
                : param.values().keySet().iterator().next();
    }

    /// The long flag without dashes: `filesystem`.
    public String key() {
        return param.settings().key();
    }

    /// The short flag without a dash, `""` if there is none.
    public String alias() {
        return param.settings().alias();
    }

    /// All that may be chosen.
    public List<String> words() {
        List<String> words = new ArrayList<>();
        if (param.automatic()) {
            words.add(CustomParam.AUTOMATIC);
        }
        words.addAll(param.values().keySet());
        return List.copyOf(words);
    }

    /// What a user has chosen, each once and in the order of writing.
    ///
    /// @param texts each a value or several separated by commas
    /// @throws UsageException if there is no such value, or more than one where one is allowed
    public List<String> parse(List<String> texts) {
        Set<String> chosen = new LinkedHashSet<>();
        for (String text : texts) {
            for (String word : text.split(",", -1)) {
                chosen.add(known(word.strip()));
            }
        }
        if (chosen.size() > 1 && !param.multiple()) {
            throw new UsageException(
                    "set --%s to \"%s\": only one value is possible"
                            .formatted(key(), String.join(",", chosen)));
        }
        return List.copyOf(chosen);
    }

    private String known(String word) {
        List<String> words = words();
        if (!words.contains(word)) {
            String hint = Suggestion.hint(word, words);
            String all = hint.isEmpty() ? " (one of " + String.join(", ", words) + ")" : hint;
            String shown = word.replaceAll("\\p{Cntrl}", "?");
            String shortened = shown.length() <= 64 ? shown : shown.substring(0, 63) + "…";
            throw new UsageException(
                    "set --%s to \"%s\": there is no such value%s"
                            .formatted(key(), shortened, all));
        }
        return word;
    }
}
