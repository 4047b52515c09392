// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.Suggestion;
import dev.jig.gadget.UsageException;
import dev.jig.image.DeveloperNotes;
import dev.jig.image.Diagram;
import dev.jig.image.document.JsonPath;
import dev.jig.image.document.MalformedPathException;
import dev.jig.image.document.Node;
import dev.jig.image.info.DataSourceFacts;
import dev.jig.image.info.ExtraInfo;
import dev.jig.image.page.Picture;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `jig image inspect`: what a gadget's files say.
final class ImageInspect implements Command {
    private static final String COMMAND = "image inspect";
    private static final List<ExtraInfo> ALL = List.of(ExtraInfo.values());

    private static final Flag EXTRA_INFO =
            Flag.valued(
                            "--extra-info",
                            "KEYS",
                            "print these things about the gadget, keys separated by commas")
                    .withChoices(ExtraInfo.keys());
    private static final Flag DATA_SOURCES =
            Flag.toggle(
                    "--show-datasources", "print the data sources with their fields, and params");
    private static final Flag JSON_PATH =
            Flag.valued(
                    "--jsonpath",
                    "PATH",
                    "print only what this JSONPath finds in the document, as in [0].Name");
    private static final Flag NOTES =
            Flag.toggle("--developer-notes", "print the developer notes (dev.md) of the gadget");

    private static final Flag SVG =
            Flag.valued("--svg", "FILE", "draw both diagrams as a picture that browsers open");
    private static final Flag HTML =
            Flag.valued(
                    "--html",
                    "FILE",
                    "the same as a page; a click on an arrow shows the code behind it");

    @Override
    public String name() {
        return "inspect";
    }

    @Override
    public String summary() {
        return "tell what a gadget's files say: programs, maps, fields, what it needs, diagrams";
    }

    @Override
    public Flags flags() {
        return new Flags(COMMAND)
                .add(EXTRA_INFO)
                .add(DATA_SOURCES)
                .add(JSON_PATH)
                .add(DocumentFormat.FLAG)
                .add(NOTES)
                .add(SVG)
                .add(HTML)
                .add(PageFile.MERMAID)
                .add(ImageResolve.RESOLVE)
                .add(ImageResolve.PARAM)
                .add(ImageResolve.BTF)
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
        List<ExtraInfo> infos = infos(given);
        exclude(given, infos);
        PageFile.check(given, HTML, COMMAND);
        ImageResolve.check(given, infos);
        Optional<DocumentFormat> format =
                given.value(DocumentFormat.FLAG).map(word -> DocumentFormat.of(word, COMMAND));
        Optional<JsonPath> path = given.value(JSON_PATH).map(ImageInspect::path);
        String word = given.wordsFor("GADGET").getFirst();
        if (format.isEmpty() && wanted(given, infos).isEmpty() && !given.on(ImageResolve.RESOLVE)) {
            return overview(console, word);
        }
        try (ImageResolve resolve = ImageResolve.begin(given)) {
            GadgetSpec gadget = Gadgets.catalog().open(word);
            if (given.value(SVG).isPresent() || given.value(HTML).isPresent()) {
                return draw(gadget, resolve.diagram(gadget), given);
            }
            return console.print(
                    given.on(ImageResolve.RESOLVE)
                            ? resolve.text(gadget, infos, path, format)
                            : text(gadget, given, infos, path, format));
        }
    }

    private static String text(
            GadgetSpec gadget,
            Flags.Parsed given,
            List<ExtraInfo> infos,
            Optional<JsonPath> path,
            Optional<DocumentFormat> format) {
        if (given.on(NOTES)) {
            return DeveloperNotes.of(gadget.object());
        }
        if (given.on(DATA_SOURCES)) {
            return document(DataSourceFacts.of(gadget), path, format);
        }
        if (infos.isEmpty()) {
            return format.orElseThrow().write(all(gadget, ALL));
        }
        return infos.size() > 1
                ? document(all(gadget, infos), path, format)
                : one(gadget, infos.getFirst(), path, format);
    }

    private static Exit overview(Console console, String word) {
        try (AskedKernel kernel = AskedKernel.forNeeds()) {
            GadgetSpec gadget = Gadgets.catalog().open(word);
            return console.print(new Overview(gadget, console, kernel.get()).toString());
        }
    }

    private static Exit draw(GadgetSpec gadget, Diagram diagram, Flags.Parsed given) {
        given.value(SVG)
                .ifPresent(file -> TextFile.write(file, Picture.of(diagram, gadget.object())));
        given.value(HTML)
                .map(file -> new PageFile(file, given.on(PageFile.MERMAID)))
                .ifPresent(page -> page.write(gadget, diagram));
        return Exit.OK;
    }

    private static List<ExtraInfo> infos(Flags.Parsed given) {
        return given.values(EXTRA_INFO).stream()
                .flatMap(keys -> Stream.of(keys.split(",", -1)))
                .map(ImageInspect::info)
                .distinct()
                .toList();
    }

    private static ExtraInfo info(String key) {
        if (ExtraInfo.ofImages(key)) {
            throw new UsageException(
                    COMMAND + ": there is no info " + key + ": only images have it");
        }
        return Stream.of(ExtraInfo.values())
                .filter(info -> info.key().equals(key))
                .findFirst()
                .orElseThrow(() ->
                        new UsageException(
                                "%s: there is no info %s%s"
                                        .formatted(
                                                COMMAND,
                                                key,
                                                Suggestion.hint(key, ExtraInfo.keys()))));
    }

    /// What is asked for in place of the overview.
    private static List<String> wanted(Flags.Parsed given, List<ExtraInfo> infos) {
        return Stream.of(
                        infos.isEmpty() ? "" : EXTRA_INFO.name(),
                        given.on(DATA_SOURCES) ? DATA_SOURCES.name() : "",
                        given.on(NOTES) ? NOTES.name() : "",
                        given.value(SVG).isPresent() ? SVG.name() : "",
                        given.value(HTML).isPresent() ? HTML.name() : "")
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static void exclude(Flags.Parsed given, List<ExtraInfo> infos) {
        List<String> wanted = wanted(given, infos);
        if (wanted.size() > 1 && !wanted.equals(List.of(SVG.name(), HTML.name()))) {
            throw new UsageException(
                    COMMAND + ": " + String.join(" and ", wanted) + " exclude each other");
        }
        boolean text =
                given.on(NOTES) || wanted.contains(SVG.name()) || wanted.contains(HTML.name());
        if (text && given.value(DocumentFormat.FLAG).isPresent()) {
            throw new UsageException(
                    "%s: %s and --output exclude each other".formatted(COMMAND, wanted.getFirst()));
        }
        if (given.value(JSON_PATH).isPresent() && infos.isEmpty() && !given.on(DATA_SOURCES)) {
            throw new UsageException(
                    "%s: --jsonpath needs --extra-info or --show-datasources".formatted(COMMAND));
        }
        if (given.value(JSON_PATH).isPresent()
                && infos.size() == 1
                && infos.getFirst().type() == ExtraInfo.Type.MERMAID) {
            throw new UsageException(
                    "%s: --jsonpath cannot look into %s: it is no JSON"
                            .formatted(COMMAND, infos.getFirst().key()));
        }
    }

    private static JsonPath path(String expression) {
        try {
            return JsonPath.parse(expression.startsWith("$") ? expression : "$" + expression);
        } catch (MalformedPathException e) {
            throw usage(e);
        }
    }

    private static UsageException usage(MalformedPathException e) {
        UsageException usage = new UsageException(COMMAND + ": " + e.getMessage());
        usage.initCause(e);
        return usage;
    }

    private static Node all(GadgetSpec gadget, List<ExtraInfo> infos) {
        Node.Builder all = Node.members();
        infos.forEach(info -> all.put(info.key(), info.described(gadget.object())));
        return all.build();
    }

    /// A text is printed as it is unless a format was asked for.
    private static String one(
            GadgetSpec gadget,
            ExtraInfo info,
            Optional<JsonPath> path,
            Optional<DocumentFormat> format) {
        return document(info.content(gadget.object()), path, format);
    }

    static String document(
            Node document, Optional<JsonPath> path, Optional<DocumentFormat> format) {
        Node found = path.map(p -> found(p, document)).orElse(document);
        if (format.isEmpty() && found instanceof Node.Text(String text)) {
            return text.endsWith("\n") ? text : text + "\n";
        }
        return format.orElse(DocumentFormat.JSONPRETTY).write(found);
    }

    private static Node found(JsonPath path, Node document) {
        try {
            List<Node> nodes = path.find(document);
            if (!path.definite()) {
                return new Node.Items(nodes);
            }
            if (nodes.isEmpty()) {
                throw new UsageException(COMMAND + ": there is nothing where --jsonpath leads to");
            }
            return nodes.getFirst();
        } catch (MalformedPathException e) {
            throw usage(e);
        }
    }

    private static HelpPage help(HelpPage page, Flags flags) {
        return page.usage("jig image inspect GADGET [FLAGS]")
                .paragraph(
                        "Tells what a gadget's files say: its programs and where they attach, its"
                            + " maps and the kernel memory they hold, its params and fields, and"
                            + " what it needs of the kernel. Needs no privileges; nothing gets into"
                            + " the kernel. GADGET is a name from jig list, a directory or an"
                            + " object file.")
                .flags(flags.all())
                .paragraph(
                        "With one key the content is printed; with several, or with --output and"
                                + " no key, an object with contentType and content of each. A file"
                                + " that is damaged is said in one line, with exit code 2.");
    }
}
