// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.metadata;

import dev.jig.gadget.MalformedGadgetException;
import dev.jig.gadget.Suggestion;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Makes one-line errors that name the file and the line.
///
/// @param file what messages call the file
record YamlErrors(String file) {
    private static final int MAX_QUOTE = 80;

    MalformedGadgetException at(int line, String fact) {
        return at(line, fact, null);
    }

    MalformedGadgetException at(int line, String fact, @Nullable Throwable cause) {
        return new MalformedGadgetException(
                "read %s: line %d: %s".formatted(file, line, fact), cause);
    }

    MalformedGadgetException unknown(
            int line, String what, String word, String where, Collection<String> known) {
        String place = where.isEmpty() ? "" : " in " + where;
        String fact = "unknown " + what + " " + quote(word) + place;
        return at(line, fact + Suggestion.hint(word, known));
    }

    /// The word in quotes, shortened and without control characters.
    static String quote(String word) {
        String printable = word.replaceAll("\\p{Cntrl}", "?");
        boolean fits = printable.length() <= MAX_QUOTE;
        return '"' + (fits ? printable : printable.substring(0, MAX_QUOTE - 1) + "…") + '"';
    }
}
