// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.value.Literal;
import dev.jig.gadget.value.Memory;

/// What stands around and between the elements of a list.
record Brackets(Literal open, Literal separator, Literal close, Literal empty) {
    static Brackets of(String open, String separator, String close, String empty) {
        return new Brackets(
                Literal.of(open), Literal.of(separator), Literal.of(close), Literal.of(empty));
    }

    /// The most bytes beside those of the elements and separators.
    int maxBytes() {
        int around = open.maxBytes() + separator.maxBytes() + close.maxBytes();
        return around + empty.maxBytes() + Memory.SLACK;
    }
}
