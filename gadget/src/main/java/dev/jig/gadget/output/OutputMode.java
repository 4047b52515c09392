// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.Suggestion;
import dev.jig.gadget.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How events are printed.
public enum OutputMode {
    /// A table.
    COLUMNS,
    /// One JSON object a line.
    JSON,
    /// JSON with line breaks and indentation.
    JSONPRETTY,
    /// One YAML document an event.
    YAML,
    /// Nothing.
    NONE;

    /// The word users write.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The words of all modes.
    public static List<String> words() {
        return Arrays.stream(values()).map(OutputMode::word).toList();
    }

    /// The mode of that word.
    ///
    /// @throws UsageException if there is none
    public static OutputMode parse(String word) {
        return Arrays.stream(values())
                .filter(mode -> mode.word().equals(word))
                .findFirst()
                .orElseThrow(() -> unknown(word));
    }

    private static UsageException unknown(String word) {
        String hint = Suggestion.hint(word, words());
        String all = " (there are: " + String.join(", ", words()) + ")";
        return new UsageException(
                "choosing output mode \"%s\": there is no such mode%s"
                        .formatted(word, hint.isEmpty() ? all : hint));
    }
}
