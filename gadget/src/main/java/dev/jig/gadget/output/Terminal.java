// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import java.util.Map;

/// What a table is printed on.
///
/// @param width characters of a line; 0 if it is not a terminal, then nothing is cut
/// @param colour whether escape sequences may be printed
public record Terminal(int width, boolean colour) {
    /// Lines longer than this are not adapted to.
    static final int MAX_WIDTH = 4096;

    /// Output that is not a terminal: a file or pipe.
    public static final Terminal NONE = new Terminal(0, false);

    public Terminal {
        width = Math.clamp(width, 0, MAX_WIDTH);
    }

    /// A terminal, in colour unless `NO_COLOR` is set or `TERM` is `dumb`.
    ///
    /// @param width characters of a line
    public static Terminal of(int width, Map<String, String> environment) {
        boolean plain =
                !environment.getOrDefault("NO_COLOR", "").isEmpty()
                        || environment.getOrDefault("TERM", "").equals("dumb");
        return new Terminal(width, !plain);
    }
}
