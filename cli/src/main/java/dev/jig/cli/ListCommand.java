// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.GadgetCatalog;
import java.util.List;

/// `jig list`.
final class ListCommand implements Command {
    @Override
    public String name() {
        return "list";
    }

    @Override
    public String summary() {
        return "list the gadgets that came with jig";
    }

    @Override
    public Flags flags() {
        return new Flags("list").add(Flag.HELP);
    }

    @Override
    public Exit run(Console console, List<String> arguments) {
        Flags flags = flags();
        Flags.Parsed given = flags.parse(arguments);
        if (given.on(Flag.HELP)) {
            return console.print(
                    console.helpPage()
                            .usage("jig list")
                            .paragraph("Lists the gadgets that came with jig.")
                            .flags(flags.all()));
        }
        given.noWords();
        GadgetCatalog catalog = Gadgets.catalog();
        Table table = new Table(console.columns(), "GADGET", "DESCRIPTION");
        for (String name : catalog.names()) {
            table.row(name, catalog.open(name).metadata().description());
        }
        return console.print(table.toString());
    }
}
