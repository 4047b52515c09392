// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.Suggestion;
import dev.jig.gadget.UsageException;
import dev.jig.image.DeveloperNotes;
import dev.jig.image.Flowchart;
import dev.jig.image.SequenceDiagram;
import dev.jig.object.ObjectSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// `jig image inspect`: what a gadget's object file says, without asking the kernel.
final class ImageCommand implements Command {
    private static final String INSPECT = "inspect";
    private static final Map<String, Function<ObjectSpec, String>> INFOS = infos();

    private static final Flag EXTRA_INFO =
            Flag.valued("--extra-info", "KEY", "print one thing about the gadget")
                    .withChoices(List.copyOf(INFOS.keySet()));
    private static final Flag NOTES =
            Flag.toggle("--developer-notes", "print the developer notes (dev.md) of the gadget");

    @Override
    public String name() {
        return "image";
    }

    @Override
    public String summary() {
        return "look into a gadget without running it";
    }

    @Override
    public Flags flags() {
        return new Flags("image inspect").add(EXTRA_INFO).add(NOTES).add(Flag.HELP);
    }

    @Override
    public Exit run(Console console, List<String> arguments) {
        Flags flags = flags();
        Flags.Parsed given = flags.parse(arguments);
        if (given.on(Flag.HELP)) {
            return console.print(help(console.helpPage(), flags));
        }
        List<String> words = given.wordsFor("subcommand (inspect)", "GADGET");
        if (!words.getFirst().equals(INSPECT)) {
            throw new UsageException(
                    "image: unknown subcommand "
                            + words.getFirst()
                            + Suggestion.hint(words.getFirst(), List.of(INSPECT)));
        }
        return console.print(inspect(words.get(1), given));
    }

    private static String inspect(String gadget, Flags.Parsed given) {
        if (given.on(NOTES)) {
            return DeveloperNotes.of(read(gadget));
        }
        String key = given.value(EXTRA_INFO).orElseThrow(ImageCommand::nothingAskedFor);
        Function<ObjectSpec, String> info = INFOS.get(key);
        if (info == null) {
            throw new UsageException(
                    "image inspect: there is no info "
                            + key
                            + Suggestion.hint(key, INFOS.keySet()));
        }
        return info.apply(read(gadget));
    }

    private static UsageException nothingAskedFor() {
        return new UsageException(
                "image inspect: say what to print: --developer-notes, or --extra-info with "
                        + String.join(" or ", INFOS.keySet()));
    }

    private static ObjectSpec read(String gadget) {
        return Gadgets.catalog().open(gadget).object();
    }

    private static HelpPage help(HelpPage page, Flags flags) {
        return page.usage("jig image inspect GADGET FLAG")
                .paragraph(
                        "Draws how a gadget's eBPF programs use its eBPF maps, as Mermaid diagrams."
                            + " Needs no privileges. GADGET is a name from jig list, a directory or"
                            + " an object file.")
                .flags(flags.all());
    }

    private static Map<String, Function<ObjectSpec, String>> infos() {
        Map<String, Function<ObjectSpec, String>> infos = new LinkedHashMap<>();
        infos.put("ebpf.flowchart", Flowchart::of);
        infos.put("ebpf.sequence", SequenceDiagram::of);
        return infos;
    }
}
