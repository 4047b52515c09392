// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import java.util.stream.Collectors;

/// A data source as text, one line a field, to be held against a file.
final class SchemaText {
    private SchemaText() {}

    static String of(DataSource source) {
        String head =
                "%s from %s, %d bytes%n"
                        .formatted(source.name(), source.map(), source.recordSize());
        return head + source.fields().stream().map(SchemaText::line).collect(Collectors.joining());
    }

    private static String line(Field field) {
        String alias = field.alias().isEmpty() ? "" : " alias=" + field.alias();
        String json = field.inJson() ? "" : " nojson";
        return "%s%s%s | %s | %s%n"
                .formatted(field.name(), alias, json, type(field.type()), column(field.column()));
    }

    private static String type(FieldType type) {
        return switch (type) {
            case FieldType.EnumeratorName(FieldType.Whole number, var choices) ->
                    "EnumeratorName " + number.offset() + " " + choices.size() + " choices";
            case FieldType.BitNames(FieldType.Whole number, var choices, String separator) ->
                    "BitNames " + number.offset() + " " + choices.size() + " by " + separator;
            default -> type.toString();
        };
    }

    private static String column(Column column) {
        return column.header()
                + " "
                + column.width()
                + " ["
                + column.minWidth()
                + ","
                + column.maxWidth()
                + "]"
                + (column.right() ? " right" : "")
                + (column.ellipsis() == Column.Ellipsis.END ? "" : " " + column.ellipsis())
                + (column.fixed() ? " fixed" : "")
                + (column.hidden() ? " hidden" : "")
                + (column.hex() ? " hex" : "")
                + (column.precision() == 2 ? "" : " ." + column.precision());
    }
}
