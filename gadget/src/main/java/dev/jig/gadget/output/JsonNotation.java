// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.schema.FieldType.Real;
import dev.jig.gadget.schema.FieldType.Text;
import dev.jig.gadget.schema.FieldType.TextList;
import dev.jig.gadget.schema.FieldType.WholeList;
import dev.jig.gadget.value.Encoding;
import dev.jig.gadget.value.FieldWriter;
import dev.jig.gadget.value.ListBytes;
import dev.jig.gadget.value.Literal;
import dev.jig.gadget.value.Notation;
import dev.jig.gadget.value.Spelling;

/// How JSON spells values. It knows no infinities: they are null.
///
/// @param lineBreak what separates a list's elements from its brackets
/// @param innerBreak what separates its elements, after the comma
record JsonNotation(String lineBreak, String innerBreak) implements Notation {
    static final Strings STRINGS = JsonText::write;

    private static final Literal NULL = Literal.of("null");

    @Override
    public Spelling real(Real type) {
        return Spelling.of(new RealValue(type.offset(), type.size(), NULL, NULL, NULL));
    }

    @Override
    public Spelling text(Text type) {
        return workedOut(new JsonString(type.offset(), type.capacity()));
    }

    @Override
    public Spelling textList(TextList type) {
        return Spelling.of(new TextListValue(ListBytes.of(type), STRINGS, brackets("\"")));
    }

    @Override
    public Spelling wholeList(WholeList type) {
        return Spelling.of(WholeListValue.of(type, brackets("")));
    }

    private Brackets brackets(String quote) {
        return Brackets.of(
                "[" + innerBreak + quote,
                quote + "," + innerBreak + quote,
                quote + lineBreak + "]",
                "[]");
    }

    @Override
    public Spelling workedOut(FieldWriter text) {
        return new Spelling("\"", text, "\"");
    }

    @Override
    public Encoding encoding() {
        return STRINGS::of;
    }
}
