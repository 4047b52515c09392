// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import java.io.PrintStream;
import java.util.Map;

/// Where a command writes, and what it may know of that place.
///
/// @param events where the events of a run go
/// @param environment the process's environment variables
/// @param stop how the command is told to end
record Console(
        PrintStream out,
        PrintStream err,
        EventStream events,
        Tty tty,
        Map<String, String> environment,
        StopRequest stop) {
    private static final int USUAL_COLUMNS = 80;

    static Console ofProcess() {
        return new Console(
                System.out,
                System.err,
                EventStream.ofProcess(),
                new ProcessTty(),
                System.getenv(),
                new StopRequest());
    }

    /// How text on stdout is set off.
    Style outStyle() {
        return style(Tty.OUT);
    }

    /// How text on stderr is set off.
    Style errStyle() {
        return style(Tty.ERR);
    }

    HelpPage helpPage() {
        return new HelpPage(outStyle(), columns());
    }

    /// How wide text for people should be.
    int columns() {
        int columns = tty.columns();
        return columns == 0 ? USUAL_COLUMNS : columns;
    }

    /// Writes to stdout.
    Exit print(String text) {
        out.print(text);
        out.flush();
        return Exit.OK;
    }

    Exit print(HelpPage page) {
        return print(page.toString());
    }

    /// One line on stderr.
    void say(String line) {
        err.println(line);
        err.flush();
    }

    private Style style(int descriptor) {
        boolean plain =
                !environment.getOrDefault("NO_COLOR", "").isEmpty()
                        || environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Style(!plain && tty.isTerminal(descriptor));
    }
}
