// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.param;

import dev.jig.object.Bytes;
import java.nio.ByteOrder;

/// Something a user may set before a gadget starts: a `const volatile` variable of its object.
///
/// @param key the long flag without dashes: `ignore-failed`
/// @param alias the short flag without a dash, `""` if there is none
/// @param title a heading for user interfaces, `""` if there is none
/// @param variable the variable's name in the object
/// @param defaultValue what is in effect when the user says nothing, as a user would write it
/// @param valueHint what the values mean, as gadget.yaml says it, `""` if it says nothing
public record Param(
        String key,
        String alias,
        String title,
        String description,
        String variable,
        ParamType type,
        String defaultValue,
        String valueHint) {

    /// The variable's bytes for what a user wrote.
    ///
    /// @param order the byte order of the object
    /// @throws dev.jig.gadget.UsageException if the text is not a value of this param
    public Bytes encode(String text, ByteOrder order) {
        return ParamEncoder.encode(this, text, order);
    }
}
