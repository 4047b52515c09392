// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import java.util.Locale;

/// Makes a field's column of its type and effective annotations.
final class ColumnBuilder {
    private static final int DEFAULT_WIDTH = 16;
    private static final int DEFAULT_PRECISION = 2;

    private enum Alignment {
        LEFT,
        RIGHT
    }

    private ColumnBuilder() {}

    static Column build(String name, FieldType type, int order, AnnotationValues values) {
        String alias = values.text("columns.alias");
        Alignment alignment = values.choice("columns.alignment", Alignment.LEFT, Alignment.class);
        return new Column(
                (alias.isEmpty() ? name : alias).toUpperCase(Locale.ROOT),
                width(type, values),
                values.number("columns.minwidth", 0),
                values.number("columns.maxwidth", longest(type)),
                alignment == Alignment.RIGHT,
                values.choice("columns.ellipsis", Column.Ellipsis.END, Column.Ellipsis.class),
                values.flag("columns.fixed"),
                values.flag("columns.hidden"),
                order,
                values.flag("columns.hex"),
                values.number("columns.precision", DEFAULT_PRECISION));
    }

    private static int width(FieldType type, AnnotationValues values) {
        if (!values.text("columns.width").equalsIgnoreCase("type")) {
            return values.number("columns.width", DEFAULT_WIDTH);
        }
        if (longest(type) == 0) {
            throw values.bad("columns.width", "is only for numbers and bools");
        }
        return longest(type);
    }

    /// The most characters a value can take; 0 for values that are no numbers.
    private static int longest(FieldType type) {
        if (type instanceof FieldType.Whole whole) {
            return digits(whole.size()) + sign(whole.size(), whole.signed());
        }
        return type instanceof FieldType.Bool ? "false".length() : 0;
    }

    private static int digits(int size) {
        return switch (size) {
            case 1 -> 3;
            case 2 -> 5;
            case 4 -> 10;
            default -> 20;
        };
    }

    private static int sign(int size, boolean signed) {
        return signed && size < Long.BYTES ? 1 : 0;
    }
}
