// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.GadgetCatalog;
import dev.jig.gadget.GadgetSpec;
import java.util.ArrayList;
import java.util.List;

/// `jig run`: a gadget's events on stdout.
final class RunCommand implements Command {
    @Override
    public String name() {
        return "run";
    }

    @Override
    public String summary() {
        return "run a gadget and print its events";
    }

    @Override
    public Flags flags() {
        return RunFlags.common();
    }

    @Override
    public Exit run(Console console, List<String> arguments) {
        Flags common = flags();
        GadgetCatalog catalog = Gadgets.catalog();
        int place = Gadgets.wordOf(arguments, common, catalog);
        if (place < 0) {
            return withoutGadget(console, common, arguments, catalog);
        }
        List<String> others = new ArrayList<>(arguments);
        String word = others.remove(place);
        try (Warmup warmup = Warmup.start()) {
            return run(console, catalog.open(word), others, warmup);
        }
    }

    private static Exit run(
            Console console, GadgetSpec gadget, List<String> arguments, Warmup warmup) {
        RunFlags flags = RunFlags.of(gadget);
        Flags.Parsed given = flags.flags().parse(arguments);
        if (given.on(Flag.HELP)) {
            return console.print(RunHelp.of(gadget, flags, console.helpPage()));
        }
        given.noWords();
        return new RunningGadget(console, RunRequest.of(gadget, flags, given), warmup).run();
    }

    private static Exit withoutGadget(
            Console console, Flags common, List<String> arguments, GadgetCatalog catalog) {
        Flags.Parsed given = common.parse(arguments);
        if (!given.on(Flag.HELP)) {
            given.wordsFor("GADGET (see jig list)");
        }
        return console.print(RunHelp.general(console.helpPage(), catalog.names()));
    }
}
