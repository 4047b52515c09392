// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import dev.jig.gadget.schema.FieldType.Real;
import dev.jig.gadget.schema.FieldType.Text;
import dev.jig.gadget.schema.FieldType.TextList;
import dev.jig.gadget.schema.FieldType.Whole;
import dev.jig.gadget.schema.FieldType.WholeList;

/// How an output mode spells values: what is quoted, escaped and joined how.
public interface Notation {
    /// A whole number.
    default Spelling whole(Whole type) {
        return Spelling.of(WholeText.of(type));
    }

    /// A floating-point number.
    Spelling real(Real type);

    /// A C string of any bytes.
    Spelling text(Text type);

    /// Strings of any bytes.
    Spelling textList(TextList type);

    /// Whole numbers.
    Spelling wholeList(WholeList type);

    /// A string that is worked out; names in it that come from outside are already encoded.
    Spelling workedOut(FieldWriter text);

    /// How names from outside are encoded for {@link #workedOut}.
    Encoding encoding();
}
