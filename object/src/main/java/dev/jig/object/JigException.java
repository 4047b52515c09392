// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import org.jspecify.annotations.Nullable;

/// The root of every failure jig reports on purpose. The message is one line that says what was
/// being done to which thing, what happened and, where that was checked, what to try.
public abstract class JigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected JigException(String message) {
        super(oneLine(message));
    }

    protected JigException(String message, @Nullable Throwable cause) {
        super(oneLine(message), cause);
    }

    /// Names out of files may hold anything; a terminal must not see it.
    private static String oneLine(String message) {
        return message.chars().anyMatch(Character::isISOControl)
                ? message.replaceAll("\\p{Cc}", "?")
                : message;
    }
}
