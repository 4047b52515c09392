// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A field while its data source is being built. What `gadget.yaml` says goes before what the
/// field's type brings with it.
final class Draft {
    private final String name;
    private final FieldType type;
    private final List<String> tags = new ArrayList<>();
    private final Map<String, String> presets = new LinkedHashMap<>();
    private List<String> possibleValues = List.of();

    Draft(String name, FieldType type, List<String> tags) {
        this.name = name;
        this.type = type;
        this.tags.addAll(tags);
    }

    String name() {
        return name;
    }

    FieldType type() {
        return type;
    }

    /// An annotation the field has unless gadget.yaml says something else.
    void preset(String annotation, String value) {
        presets.put(annotation, value);
    }

    void template(String template) {
        presets.putAll(Templates.named(template).orElseThrow());
    }

    void hide() {
        preset("columns.hidden", "true");
    }

    void possibleValues(List<String> values) {
        possibleValues = values;
    }

    /// @param annotations what gadget.yaml says of this field
    Field build(
            int order,
            Map<String, String> annotations,
            List<String> moreTags,
            SchemaErrors errors) {
        Map<String, String> effective = new LinkedHashMap<>(presets);
        effective.putAll(template(annotations.get("template"), errors));
        effective.putAll(annotations);
        tags.addAll(moreTags);
        AnnotationValues values = new AnnotationValues(name, effective, errors);
        return new Field(
                name,
                values.text("columns.alias"),
                values.text("description"),
                type,
                ColumnBuilder.build(name, type, order, values),
                !values.flag("json.skip"),
                values.list("value.one-of", possibleValues),
                tags,
                effective);
    }

    private Map<String, String> template(@Nullable String wanted, SchemaErrors errors) {
        if (wanted == null) {
            return Map.of();
        }
        String key = wanted.toLowerCase(Locale.ROOT);
        return Templates.named(key)
                .orElseThrow(() -> errors.unknown(name, "template", wanted, Templates.names()));
    }
}
