// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.filter;

import dev.jig.gadget.Suggestion;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import java.util.List;
import java.util.stream.Stream;

/// The names by which fields can be asked for.
final class FieldNames {
    private FieldNames() {}

    /// ` (did you mean "comm"?)`, or nothing.
    static String hint(String word, DataSource source) {
        Stream<String> names = source.fields().stream().map(Field::name);
        Stream<String> aliases = source.fields().stream().map(Field::alias);
        List<String> all =
                Stream.concat(aliases, names).filter(name -> !name.isEmpty()).distinct().toList();
        return Suggestion.hint(word, all);
    }
}
