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

/// How YAML spells values: strings are quoted only where they must be.
///
/// @param item what stands before each element of a list
record YamlNotation(String item) implements Notation {
    static final Strings STRINGS = YamlText::write;

    private static final Literal NOT_A_NUMBER = Literal.of(".nan");
    private static final Literal INFINITE = Literal.of(".inf");
    private static final Literal MINUS_INFINITE = Literal.of("-.inf");

    @Override
    public Spelling real(Real type) {
        return Spelling.of(
                new RealValue(type.offset(), type.size(), NOT_A_NUMBER, INFINITE, MINUS_INFINITE));
    }

    @Override
    public Spelling text(Text type) {
        return Spelling.of(new TextValue(type.offset(), type.capacity(), STRINGS));
    }

    @Override
    public Spelling textList(TextList type) {
        return Spelling.of(new TextListValue(ListBytes.of(type), STRINGS, brackets()));
    }

    @Override
    public Spelling wholeList(WholeList type) {
        return Spelling.of(WholeListValue.of(type, brackets()));
    }

    private Brackets brackets() {
        return Brackets.of(item, item, "", " []");
    }

    @Override
    public Spelling workedOut(FieldWriter text) {
        return Spelling.of(EscapedValue.of(text, STRINGS));
    }

    @Override
    public Encoding encoding() {
        return Encoding.none();
    }
}
