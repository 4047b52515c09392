// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

/// The `jig` command.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /// Runs one command and returns the exit code of the process.
    static int run(String... args) {
        System.err.println("usage: jig COMMAND");
        return args.length == 1 && args[0].equals("--help") ? 0 : 2;
    }
}
