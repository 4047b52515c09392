// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.schema.Column;
import dev.jig.gadget.schema.FieldType.Real;
import dev.jig.gadget.schema.FieldType.Text;
import dev.jig.gadget.schema.FieldType.TextList;
import dev.jig.gadget.schema.FieldType.Whole;
import dev.jig.gadget.schema.FieldType.WholeList;
import dev.jig.gadget.value.Encoding;
import dev.jig.gadget.value.FieldWriter;
import dev.jig.gadget.value.ListBytes;
import dev.jig.gadget.value.Notation;
import dev.jig.gadget.value.Spelling;

/// How a table spells the values of a column.
record CellNotation(Column column) implements Notation {
    static final Strings STRINGS = CellText::write;

    private static final Brackets SPACES = Brackets.of("", " ", "", "");

    @Override
    public Spelling whole(Whole type) {
        return column.hex()
                ? Spelling.of(new HexNumber(type.offset(), type.size()))
                : Notation.super.whole(type);
    }

    @Override
    public Spelling real(Real type) {
        return Spelling.of(FixedReal.of(type, column.precision()));
    }

    @Override
    public Spelling text(Text type) {
        return Spelling.of(new TextValue(type.offset(), type.capacity(), STRINGS));
    }

    @Override
    public Spelling textList(TextList type) {
        return Spelling.of(new TextListValue(ListBytes.of(type), ShellWords::write, SPACES));
    }

    @Override
    public Spelling wholeList(WholeList type) {
        return Spelling.of(WholeListValue.of(type, SPACES));
    }

    @Override
    public Spelling workedOut(FieldWriter text) {
        return Spelling.of(text);
    }

    @Override
    public Encoding encoding() {
        return STRINGS::of;
    }
}
