// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import dev.jig.gadget.schema.FieldType.Environment;
import dev.jig.gadget.schema.FieldType.Rest;
import dev.jig.gadget.schema.FieldType.Whole;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Fields that annotations of a data source make: `env.fields.NAME` with an environment variable,
/// `ebpf.rest.name` with what a program sent behind the structure.
final class ExtraFields {
    private static final String ENVIRONMENT = "env.fields.";
    private static final String REST = "ebpf.rest.name";
    private static final String REST_LENGTH = "ebpf.rest.len";

    /// The rest of an event is shown up to this many bytes.
    private static final int MAX_REST = 32 << 10;

    private ExtraFields() {}

    /// @param recordSize bytes of the structure
    static void add(
            Map<String, String> annotations, int recordSize, Drafts drafts, SchemaErrors errors) {
        annotations.forEach((key, value) -> {
            if (key.startsWith(ENVIRONMENT)) {
                String name = key.substring(ENVIRONMENT.length());
                drafts.other(name, new Environment(value.strip()), "env");
            }
        });
        String rest = annotations.getOrDefault(REST, "").strip();
        if (!rest.isEmpty()) {
            Rest type = new Rest(recordSize, MAX_REST, length(annotations, drafts, errors));
            drafts.other(rest, type, "ebpf");
        }
    }

    private static @Nullable Whole length(
            Map<String, String> annotations, Drafts drafts, SchemaErrors errors) {
        String said = annotations.getOrDefault(REST_LENGTH, "").strip();
        if (said.isEmpty()) {
            return null;
        }
        String wanted = said.toLowerCase(Locale.ROOT);
        return drafts.members().stream()
                .filter(draft -> draft.name().toLowerCase(Locale.ROOT).equals(wanted))
                .map(Draft::type)
                .filter(Whole.class::isInstance)
                .map(Whole.class::cast)
                .findFirst()
                .orElseThrow(() ->
                        errors.error(
                                "%s \"%s\" is no number of the structure"
                                        .formatted(REST_LENGTH, said)));
    }
}
