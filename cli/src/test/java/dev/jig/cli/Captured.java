// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/// A command run in this process, and what it printed.
record Captured(int exit, String out, String err) {
    /// Without a terminal.
    static Captured of(String... arguments) {
        return of(Tty.NONE, arguments);
    }

    static Captured of(Tty tty, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console =
                new Console(
                        new PrintStream(out, false, UTF_8),
                        new PrintStream(err, false, UTF_8),
                        EventStream.ofProcess(),
                        tty,
                        Map.of("TERM", "xterm"),
                        new StopRequest());
        int exit = Main.run(console, arguments);
        return new Captured(exit, out.toString(UTF_8), err.toString(UTF_8));
    }

    /// The one line on stderr, without its end.
    String error() {
        String line = err.strip();
        if (line.isEmpty() || line.contains("\n") || !out.isEmpty()) {
            throw new AssertionError("not one line on stderr alone: " + this);
        }
        return line;
    }
}
