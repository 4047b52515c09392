// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.schema.FieldType.Bool;
import dev.jig.gadget.schema.FieldType.Real;
import dev.jig.gadget.schema.FieldType.Text;
import dev.jig.gadget.schema.FieldType.TextList;
import dev.jig.gadget.schema.FieldType.Whole;
import dev.jig.gadget.schema.FieldType.WholeList;

/// How an output mode spells values: what is quoted, escaped and joined how.
public interface Notation {
    /// A whole number.
    default FieldWriter whole(Whole type) {
        return new WholeText(type.offset(), type.size(), type.signed());
    }

    /// `true` or `false`.
    default FieldWriter bool(Bool type) {
        return new BoolText(type.offset());
    }

    /// A floating-point number.
    FieldWriter real(Real type);

    /// A C string of any bytes.
    FieldWriter text(Text type);

    /// Strings of any bytes.
    FieldWriter textList(TextList type);

    /// Whole numbers.
    FieldWriter wholeList(WholeList type);

    /// A string that never needs escapes.
    FieldWriter plain(FieldWriter text);

    /// A string that has names in it which come from outside.
    FieldWriter foreign(FieldWriter text);
}
