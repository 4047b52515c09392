// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.Suggestion;
import dev.jig.gadget.UsageException;
import dev.jig.image.document.JsonText;
import dev.jig.image.document.Node;
import dev.jig.image.document.YamlText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// How a document for programs is written.
enum DocumentFormat {
    JSON,
    JSONPRETTY,
    YAML;

    static final Flag FLAG =
            Flag.valued("--output -o", "MODE", "print a document for programs")
                    .withChoices(words());

    private static List<String> words() {
        return Stream.of(values()).map(DocumentFormat::word).toList();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @param command what messages call it
    /// @throws UsageException if there is no such format
    static DocumentFormat of(String word, String command) {
        return Stream.of(values())
                .filter(format -> format.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new UsageException(
                                "%s: there is no output mode %s%s"
                                        .formatted(command, word, Suggestion.hint(word, words()))));
    }

    /// The document, ended by a line feed.
    String write(Node node) {
        return switch (this) {
            case JSON -> JsonText.compact(node) + "\n";
            case JSONPRETTY -> JsonText.pretty(node) + "\n";
            case YAML -> YamlText.of(node);
        };
    }
}
