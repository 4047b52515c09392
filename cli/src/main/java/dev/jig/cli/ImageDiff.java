// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.GadgetCatalog;
import dev.jig.image.diff.Change;
import dev.jig.image.diff.GadgetDiff;
import dev.jig.image.document.Node;
import dev.jig.image.memory.MapMemory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `jig image diff`: what changed between two builds of a gadget.
final class ImageDiff implements Command {
    private static final String COMMAND = "image diff";
    private static final int PAGE = 4096;

    @Override
    public String name() {
        return "diff";
    }

    @Override
    public String summary() {
        return "tell what changed between two builds of a gadget";
    }

    @Override
    public Flags flags() {
        return new Flags(COMMAND).add(DocumentFormat.FLAG).add(Flag.VERBOSE).add(Flag.HELP);
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
        List<String> words = given.wordsFor("GADGET", "other GADGET");
        GadgetCatalog catalog = Gadgets.catalog();
        MapMemory memory = new MapMemory(Runtime.getRuntime().availableProcessors(), PAGE);
        GadgetDiff diff =
                GadgetDiff.of(catalog.open(words.get(0)), catalog.open(words.get(1)), memory);
        return console.print(
                format.map(f -> f.write(document(diff))).orElseGet(() -> text(diff, console)));
    }

    private static Node document(GadgetDiff diff) {
        return Node.members()
                .put("equal", diff.changes().isEmpty())
                .put("changes", Node.items(diff.changes(), ImageDiff::document))
                .build();
    }

    private static Node document(Change change) {
        return Node.members()
                .put("section", change.section())
                .put("name", change.name())
                .put("change", change.kind().name().toLowerCase(Locale.ROOT))
                .put("fact", change.fact())
                .put("before", change.before())
                .put("after", change.after())
                .build();
    }

    /// A line for each change, under a heading for each section.
    private static String text(GadgetDiff diff, Console console) {
        StringBuilder text = new StringBuilder();
        String section = "";
        for (Change change : diff.changes()) {
            if (!change.section().equals(section)) {
                section = change.section();
                text.append(text.isEmpty() ? "" : "\n");
                text.append(console.outStyle().bold(section + ":")).append('\n');
            }
            text.append("  ").append(change.kind().sign()).append(' ').append(words(change));
            text.append('\n');
        }
        return text.isEmpty() ? "no difference\n" : text.toString();
    }

    private static String words(Change change) {
        String words =
                switch (change.kind()) {
                    case ADDED -> details(change.name(), change.after());
                    case REMOVED -> details(change.name(), change.before());
                    case CHANGED ->
                            "%s: %s %s -> %s"
                                    .formatted(
                                            change.name(),
                                            change.fact(),
                                            shown(change.before()),
                                            shown(change.after()));
                };
        return words.replaceAll("\\p{Cc}", "?");
    }

    private static String details(String name, String facts) {
        return facts.equals("there") ? name : name + ": " + facts;
    }

    private static String shown(String value) {
        return value.isEmpty() ? "(none)" : value;
    }

    private static HelpPage help(HelpPage page, Flags flags) {
        return page.usage("jig image diff GADGET GADGET [FLAGS]")
                .paragraph(
                        "Tells what changed from one build of a gadget to another: programs, maps"
                                + " and the memory they hold, edges of the flowchart, params and"
                                + " fields. Lines with + are new, with - gone, with ~ changed.")
                .flags(flags.all())
                .paragraph(
                        "The exit code is 0 whether or not there are differences; the document of"
                                + " --output says in \"equal\" whether there are none.");
    }
}
