// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.info;

import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.param.Param;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.image.document.Node;
import java.util.Map;
import java.util.TreeMap;

/// The data sources of a gadget with their fields, and its params, for programs.
public final class DataSourceFacts {
    private DataSourceFacts() {}

    /// An object with `dataSources` and `params`.
    public static Node of(GadgetSpec gadget) {
        return Node.members()
                .put("dataSources", Node.items(gadget.dataSources(), DataSourceFacts::source))
                .put("params", Node.items(gadget.params(), DataSourceFacts::param))
                .build();
    }

    private static Node source(DataSource source) {
        return Node.members()
                .put("name", source.name())
                .put("map", source.map())
                .put("recordSize", source.recordSize())
                .put("annotations", sorted(source.annotations()))
                .put("fields", Node.items(source.fields(), DataSourceFacts::field))
                .build();
    }

    private static Node field(Field field) {
        return Node.members()
                .put("name", field.name())
                .put("alias", field.alias())
                .put("type", TypeWords.of(field.type()))
                .put("description", field.description().strip())
                .put("hidden", field.column().hidden())
                .put("json", field.inJson())
                .put("possibleValues", Node.texts(field.possibleValues()))
                .put("tags", Node.texts(field.tags()))
                .put("annotations", sorted(field.annotations()))
                .build();
    }

    private static Node param(Param param) {
        return Node.members()
                .put("key", param.key())
                .put("alias", param.alias())
                .put("title", param.title())
                .put("type", TypeWords.of(param.type()))
                .put("defaultValue", param.defaultValue())
                .put("description", param.description().strip())
                .put("valueHint", param.valueHint())
                .put("variable", param.variable())
                .build();
    }

    private static Node sorted(Map<String, String> texts) {
        return Node.members(new TreeMap<>(texts));
    }
}
