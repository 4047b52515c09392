// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.schema.FieldType.Real;
import dev.jig.gadget.schema.FieldType.Text;
import dev.jig.gadget.schema.FieldType.TextList;
import dev.jig.gadget.schema.FieldType.WholeList;
import dev.jig.gadget.value.FieldWriter;
import dev.jig.gadget.value.ListBytes;
import dev.jig.gadget.value.Literal;
import dev.jig.gadget.value.Notation;

/// How JSON and YAML spell values.
///
/// @param quotes whether every string is in quotes
record DocumentNotation(
        Strings strings,
        boolean quotes,
        Brackets brackets,
        Literal notANumber,
        Literal infinite,
        Literal minusInfinite)
        implements Notation {
    private static final Literal NULL = Literal.of("null");
    private static final Literal YAML_NAN = Literal.of(".nan");
    private static final Literal YAML_INFINITE = Literal.of(".inf");
    private static final Literal YAML_MINUS_INFINITE = Literal.of("-.inf");

    /// JSON knows no infinities: they are null.
    static DocumentNotation json(Brackets brackets) {
        return new DocumentNotation(JsonText::write, true, brackets, NULL, NULL, NULL);
    }

    static DocumentNotation yaml(Brackets brackets) {
        return new DocumentNotation(
                YamlText::write, false, brackets, YAML_NAN, YAML_INFINITE, YAML_MINUS_INFINITE);
    }

    @Override
    public FieldWriter real(Real type) {
        return new RealValue(type.offset(), type.size(), notANumber, infinite, minusInfinite);
    }

    @Override
    public FieldWriter text(Text type) {
        return new TextValue(type.offset(), type.capacity(), strings);
    }

    @Override
    public FieldWriter textList(TextList type) {
        return new TextListValue(ListBytes.of(type), strings, brackets);
    }

    @Override
    public FieldWriter wholeList(WholeList type) {
        return WholeListValue.of(type, brackets);
    }

    @Override
    public FieldWriter plain(FieldWriter text) {
        return quotes ? new QuotedValue(text) : foreign(text);
    }

    @Override
    public FieldWriter foreign(FieldWriter text) {
        return EscapedValue.of(text, strings);
    }
}
