// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.schema.Column;
import dev.jig.gadget.schema.FieldType.Real;
import dev.jig.gadget.schema.FieldType.Text;
import dev.jig.gadget.schema.FieldType.TextList;
import dev.jig.gadget.schema.FieldType.Whole;
import dev.jig.gadget.schema.FieldType.WholeList;
import dev.jig.gadget.value.FieldWriter;
import dev.jig.gadget.value.ListBytes;
import dev.jig.gadget.value.Notation;

/// How a table spells the values of a column.
record CellNotation(Column column) implements Notation {
    private static final Brackets SPACES = Brackets.of("", " ", "", "");

    @Override
    public FieldWriter whole(Whole type) {
        return column.hex()
                ? new HexNumber(type.offset(), type.size())
                : Notation.super.whole(type);
    }

    @Override
    public FieldWriter real(Real type) {
        return FixedReal.of(type, column.precision());
    }

    @Override
    public FieldWriter text(Text type) {
        return new TextValue(type.offset(), type.capacity(), CellText::write);
    }

    @Override
    public FieldWriter textList(TextList type) {
        return new TextListValue(ListBytes.of(type), ShellWords::write, SPACES);
    }

    @Override
    public FieldWriter wholeList(WholeList type) {
        return WholeListValue.of(type, SPACES);
    }

    @Override
    public FieldWriter plain(FieldWriter text) {
        return text;
    }

    @Override
    public FieldWriter foreign(FieldWriter text) {
        return EscapedValue.of(text, CellText::write);
    }
}
