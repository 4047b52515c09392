// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import java.util.List;

/// One command of jig.
interface Command {
    String name();

    /// A few words for the list of commands.
    String summary();

    /// The flags of the command itself; made anew by each call, and only for the command that runs.
    Flags flags();

    /// Does the command's work.
    ///
    /// @param arguments what follows the command's name
    /// @throws dev.jig.object.JigException if it cannot; the class decides about the exit code
    Exit run(Console console, List<String> arguments);
}
