// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import java.util.List;
import java.util.Optional;

/// All commands of jig.
final class Commands {
    private Commands() {}

    /// In the order of the help page.
    static List<Command> all() {
        return List.of(
                new RunCommand(),
                new ListCommand(),
                new ListContainersCommand(),
                new DoctorCommand(),
                new ImageCommand(),
                new CompletionCommand(),
                new VersionCommand());
    }

    static Optional<Command> named(String name) {
        return all().stream().filter(command -> command.name().equals(name)).findFirst();
    }

    static List<String> names() {
        return all().stream().map(Command::name).toList();
    }

    static String help(HelpPage page) {
        List<HelpPage.Entry> entries =
                all().stream().map(c -> new HelpPage.Entry(c.name(), c.summary())).toList();
        return page.usage("jig COMMAND [ARGUMENTS]")
                .paragraph("Watches what the kernel does, with eBPF programs called gadgets.")
                .list("Commands", entries)
                .verbatim(
                        "Examples",
                        """
                        jig run trace_exec              print every program that is executed
                        jig run trace_signal -o json    print every signal as a JSON object a line
                        jig run trace_exec --help       the flags and fields of a gadget
                        jig doctor                      what this kernel can do\
                        """)
                .paragraph("jig COMMAND --help says more about a command.")
                .toString();
    }
}
