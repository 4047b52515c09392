// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import java.util.ArrayList;
import java.util.List;

/// The annotation `columns.replace`: a field's column shows another field's value. The other field
/// takes the column over, with heading, place and width; the first one is shown only on demand.
final class ColumnReplacement {
    private static final String ANNOTATION = "columns.replace";

    private ColumnReplacement() {}

    static List<Field> apply(List<Field> fields, SchemaErrors errors) {
        List<Field> changed = new ArrayList<>(fields);
        for (Field field : fields) {
            String by = field.annotations().getOrDefault(ANNOTATION, "");
            if (!by.isEmpty()) {
                int other = index(fields, field, by, errors);
                changed.set(fields.indexOf(field), withColumn(field, hidden(field.column())));
                changed.set(other, withColumn(fields.get(other), field.column()));
            }
        }
        return List.copyOf(changed);
    }

    private static int index(List<Field> fields, Field field, String by, SchemaErrors errors) {
        List<String> names = fields.stream().map(Field::name).toList();
        int index = names.indexOf(by);
        if (index < 0) {
            throw errors.unknown(field.name(), ANNOTATION, by, names);
        }
        return index;
    }

    private static Field withColumn(Field field, Column column) {
        return new Field(
                field.name(),
                field.alias(),
                field.description(),
                field.type(),
                column,
                field.inJson(),
                field.possibleValues(),
                field.tags(),
                field.annotations());
    }

    private static Column hidden(Column column) {
        return new Column(
                column.header(),
                column.width(),
                column.minWidth(),
                column.maxWidth(),
                column.right(),
                column.ellipsis(),
                column.fixed(),
                true,
                column.order(),
                column.hex(),
                column.precision());
    }
}
