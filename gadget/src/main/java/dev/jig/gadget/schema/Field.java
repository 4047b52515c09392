// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import java.util.List;
import java.util.Map;

/// A leaf of a data source: a name, how to read it and how to show it.
///
/// @param name with dots where structures nest: `proc.parent.comm`
/// @param alias a shorter name users may give (`pcomm`), `""` if there is none
/// @param inJson whether JSON and YAML show it
/// @param possibleValues names the field can have, empty if open
/// @param tags `type:gadget_pid`, `name:pid`, ...
/// @param annotations effective ones, keys in lower case
public record Field(
        String name,
        String alias,
        String description,
        FieldType type,
        Column column,
        boolean inJson,
        List<String> possibleValues,
        List<String> tags,
        Map<String, String> annotations) {

    public Field {
        possibleValues = List.copyOf(possibleValues);
        tags = List.copyOf(tags);
        annotations = Map.copyOf(annotations);
    }
}
