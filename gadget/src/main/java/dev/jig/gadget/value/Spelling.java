// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

/// How a field is spelled: a text, the value, a text.
public record Spelling(String before, FieldWriter value, String after) {
    /// The value alone.
    public static Spelling of(FieldWriter value) {
        return new Spelling("", value, "");
    }
}
