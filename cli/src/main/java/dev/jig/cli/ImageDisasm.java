// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.Suggestion;
import dev.jig.gadget.UsageException;
import dev.jig.image.document.Node;
import dev.jig.image.info.KindNames;
import dev.jig.image.listing.Listing;
import dev.jig.image.listing.ListingNode;
import dev.jig.image.listing.ListingText;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import java.util.List;
import java.util.Optional;

/// `jig image disasm`: the instructions of a gadget's programs.
final class ImageDisasm implements Command {
    private static final String COMMAND = "image disasm";

    private static final Flag LOADED =
            Flag.valued(
                    "--loaded",
                    "PROGRAM",
                    "in place of a gadget, list what is in the kernel of the program of this id or"
                            + " name, translated and compiled; needs root");
    private static final Flag BYTES = Flag.toggle("--bytes", "show the bytes of instructions too");

    @Override
    public String name() {
        return "disasm";
    }

    @Override
    public String summary() {
        return "list the instructions of a gadget's programs, with their source";
    }

    @Override
    public Flags flags() {
        return new Flags(COMMAND)
                .add(DocumentFormat.FLAG)
                .add(BYTES)
                .add(LOADED)
                .add(Flag.VERBOSE)
                .add(Flag.HELP);
    }

    @Override
    public Exit run(Console console, List<String> arguments) {
        Flags flags = flags();
        Flags.Parsed given = flags.parse(arguments);
        if (given.on(Flag.HELP)) {
            return console.print(help(console.helpPage(), flags));
        }
        Optional<DocumentFormat> format =
                given.value(DocumentFormat.FLAG).map(word -> DocumentFormat.of(word, COMMAND));
        Optional<String> loaded = given.value(LOADED);
        if (loaded.isPresent()) {
            given.noWords();
            return console.print(LoadedListing.of(loaded.get(), format, given.on(BYTES)));
        }
        List<String> words = given.words();
        if (words.isEmpty() || words.size() > 2) {
            words = given.wordsFor("GADGET", "PROGRAM");
        }
        ObjectSpec object = Gadgets.catalog().open(words.getFirst()).object();
        List<ProgramSpec> programs =
                words.size() == 1
                        ? List.copyOf(object.programs().values())
                        : List.of(program(object, words.get(1)));
        return console.print(
                format.map(f -> f.write(document(object, programs)))
                        .orElseGet(() -> text(object, programs, given.on(BYTES))));
    }

    private static ProgramSpec program(ObjectSpec object, String name) {
        ProgramSpec program = object.programs().get(name);
        if (program == null) {
            throw new UsageException(
                    "%s: there is no program %s%s"
                            .formatted(
                                    COMMAND,
                                    name,
                                    Suggestion.hint(name, object.programs().keySet())));
        }
        return program;
    }

    private static Node document(ObjectSpec object, List<ProgramSpec> programs) {
        return Node.items(
                programs,
                program ->
                        Node.members()
                                .put("name", program.name())
                                .put("type", KindNames.of(program.kind()))
                                .put("section", program.section())
                                .put("target", program.target())
                                .put("instructions", ListingNode.of(Listing.of(object, program)))
                                .build());
    }

    private static String text(ObjectSpec object, List<ProgramSpec> programs, boolean bytes) {
        ListingText layout = ListingText.full().withBytes(bytes);
        StringBuilder text = new StringBuilder();
        for (ProgramSpec program : programs) {
            text.append(text.isEmpty() ? "" : "\n");
            text.append(
                    "%s: %s in section %s, %d instructions\n"
                            .formatted(
                                    program.name(),
                                    KindNames.of(program.kind()),
                                    program.section(),
                                    program.slots()));
            text.append(layout.of(Listing.of(object, program)));
        }
        return text.toString();
    }

    private static HelpPage help(HelpPage page, Flags flags) {
        return page.usage(
                        "jig image disasm GADGET [PROGRAM] [FLAGS]",
                        "jig image disasm --loaded PROGRAM [FLAGS]")
                .paragraph(
                        "Lists the instructions of a gadget's programs, or of one, between the"
                                + " lines of C they were made from, with the maps, variables,"
                                + " helpers and CO-RE relocations by name.")
                .flags(flags.all());
    }
}
