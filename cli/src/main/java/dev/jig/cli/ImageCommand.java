// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.MalformedGadgetException;
import dev.jig.gadget.Suggestion;
import dev.jig.gadget.UsageException;
import dev.jig.object.MalformedObjectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `jig image`: commands that look into a gadget's files.
final class ImageCommand implements Command {
    private static final List<Command> SUBCOMMANDS =
            List.of(new ImageInspect(), new ImageDisasm(), new ImageDiff());

    @Override
    public String name() {
        return "image";
    }

    @Override
    public String summary() {
        return "look into a gadget without running it";
    }

    /// Those of all subcommands: what a shell completes.
    @Override
    public Flags flags() {
        Flags flags = new Flags("image");
        for (Command subcommand : SUBCOMMANDS) {
            subcommand.flags().all().stream()
                    .filter(flag -> !flags.names().contains(flag.name()))
                    .forEach(flags::add);
        }
        return flags;
    }

    /// A file that is not what it should be is here the user's own argument.
    @Override
    public Exit run(Console console, List<String> arguments) {
        try {
            return subcommand(console, arguments);
        } catch (MalformedObjectException | MalformedGadgetException e) {
            UsageException usage = new UsageException(String.valueOf(e.getMessage()));
            usage.initCause(e);
            throw usage;
        }
    }

    private static Exit subcommand(Console console, List<String> arguments) {
        int at = 0;
        while (at < arguments.size() && arguments.get(at).startsWith("-")) {
            at++;
        }
        if (at == arguments.size()) {
            new Flags("image").add(Flag.HELP).parse(arguments);
            if (arguments.isEmpty()) {
                throw new UsageException("image: no subcommand (%s) given".formatted(names()));
            }
            return console.print(help(console.helpPage()));
        }
        String name = arguments.get(at);
        Optional<Command> found =
                SUBCOMMANDS.stream().filter(command -> command.name().equals(name)).findFirst();
        List<String> rest = new ArrayList<>(arguments);
        rest.remove(at);
        return found.orElseThrow(() -> unknown(name)).run(console, rest);
    }

    private static UsageException unknown(String name) {
        List<String> names = SUBCOMMANDS.stream().map(Command::name).toList();
        return new UsageException(
                "image: unknown subcommand " + name + Suggestion.hint(name, names));
    }

    private static String names() {
        return String.join(", ", SUBCOMMANDS.stream().map(Command::name).toList());
    }

    private static HelpPage help(HelpPage page) {
        return page.usage("jig image COMMAND GADGET [FLAGS]")
                .paragraph(
                        "Commands that look into a gadget's files. None needs privileges, and"
                                + " nothing gets into the kernel. GADGET is a name from jig list,"
                                + " a directory or an object file.")
                .list(
                        "Commands",
                        SUBCOMMANDS.stream()
                                .map(c -> new HelpPage.Entry(c.name(), c.summary()))
                                .toList())
                .paragraph("jig image COMMAND --help says more about a command.");
    }
}
