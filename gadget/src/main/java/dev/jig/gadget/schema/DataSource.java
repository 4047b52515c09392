// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The events of one kind that a gadget gives: where they come from and what fields they have. A
/// value; safe for use by several threads.
///
/// @param map the ring buffer (or perf buffer) map that carries the records
/// @param recordSize bytes of the C structure; a record may be shorter (cut) or longer (padded)
/// @param fields leaves in declaration order, derived ones after all members
public record DataSource(
        String name,
        String map,
        int recordSize,
        List<Field> fields,
        Map<String, String> annotations) {

    public DataSource {
        fields = List.copyOf(fields);
        annotations = Map.copyOf(annotations);
    }

    /// The field of that name or alias, in any case; a name goes before an alias.
    public Optional<Field> field(String nameOrAlias) {
        String wanted = nameOrAlias.toLowerCase(Locale.ROOT);
        return fields.stream()
                .filter(f -> f.name().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst()
                .or(() -> byAlias(wanted));
    }

    private Optional<Field> byAlias(String wanted) {
        return fields.stream()
                .filter(f -> f.alias().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }
}
