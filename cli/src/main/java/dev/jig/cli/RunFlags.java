// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.output.OutputChoice;
import dev.jig.gadget.output.OutputMode;
import dev.jig.gadget.param.Choice;
import dev.jig.gadget.param.Param;
import dev.jig.gadget.param.ParamType;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.FieldType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The flags of `jig run`: those of every gadget and those made from one gadget's params.
final class RunFlags {
    private static final String GADGET = "Gadget flags";

    static final Flag OUTPUT =
            Flag.valued("--output -o", "MODE", "how events are printed")
                    .withChoices(OutputMode.words())
                    .withDefault("columns");
    static final Flag FIELDS =
            Flag.valued(
                    "--fields",
                    "LIST",
                    "which fields are printed: a,b,c only these; +a adds, -b removes");
    static final Flag FILTER =
            Flag.valued(
                    "--filter -F",
                    "RULES",
                    "print only events that meet all rules: field, one of == != < <= > >= ~ !~,"
                            + " value; several separated by commas");
    static final Flag TIMEOUT =
            Flag.valued("--timeout -t", "TIME", "end after this time: seconds, or 500ms, 5m, 1h");
    static final Flag MAX_EVENTS = Flag.valued("--max-events", "N", "end after this many events");
    static final Flag RING_SIZE =
            Flag.valued(
                    "--ring-size",
                    "BYTES",
                    "size of the buffer between kernel and jig: 512K, 4M (rounded up to a power of"
                            + " two)");
    static final Flag PROBE =
            Flag.valued(
                            "--probe",
                            "KIND",
                            "how functions of the kernel are probed; auto takes a trampoline where"
                                    + " it can, which costs less than a kprobe")
                    .withChoices(List.of("auto", "kprobe", "trampoline"))
                    .withDefault("auto");
    static final Flag COVERAGE =
            Flag.toggle(
                    "--coverage",
                    "count what the programs do with maps and print the diagrams with the counts at"
                            + " the end, and whenever Enter is pressed");
    static final Flag SVG =
            Flag.valued("--svg", "FILE", "draw the diagrams of --coverage as a picture");
    static final Flag HTML =
            Flag.valued("--html", "FILE", "the same as a page, with the code behind each arrow");
    static final Flag QUIET = Flag.toggle("--quiet -q", "print no ready line on stderr");

    static final Flag ENVIRONMENT =
            Flag.valued(
                            "--env-vars",
                            "LIST",
                            "environment variables of jig that fields of the gadget may show")
                    .under(GADGET);

    private static final List<Flag> COMMON =
            List.of(
                    OUTPUT,
                    FIELDS,
                    FILTER,
                    TIMEOUT,
                    MAX_EVENTS,
                    RING_SIZE,
                    PROBE,
                    COVERAGE,
                    SVG,
                    HTML,
                    PageFile.MERMAID,
                    QUIET,
                    Flag.VERBOSE,
                    Flag.HELP);

    private final Flags flags;
    private final Map<String, Flag> byParam = new LinkedHashMap<>();

    private RunFlags(String command) {
        this.flags = new Flags(command);
    }

    /// The flags every gadget has.
    static Flags common() {
        return new Flags("run")
                .addAll(COMMON)
                .addAll(ContainerFlags.ofSelection())
                .add(ContainerFlags.EVENTS)
                .addAll(ContainerFlags.ofRuntimes());
    }

    /// Those and the gadget's own.
    static RunFlags of(GadgetSpec gadget) {
        RunFlags run = new RunFlags("run " + gadget.name());
        Flags common = common();
        gadget.choices().forEach(choice -> run.add(choice.key(), flag(choice, common)));
        gadget.params().forEach(param -> run.add(param.key(), flag(param, common)));
        if (showsEnvironment(gadget)) {
            run.flags.add(ENVIRONMENT);
        }
        for (Flag flag : common.all()) {
            run.flags.add(flag.name().equals(OUTPUT.name()) ? output(gadget) : flag);
        }
        return run;
    }

    private static boolean showsEnvironment(GadgetSpec gadget) {
        return gadget.dataSources().stream()
                .flatMap(source -> source.fields().stream())
                .anyMatch(field -> field.type() instanceof FieldType.Environment);
    }

    /// The modes that the gadget has, with the one that it wants.
    private static Flag output(GadgetSpec gadget) {
        List<DataSource> sources = gadget.dataSources();
        if (sources.isEmpty()) {
            return OUTPUT;
        }
        List<String> words =
                Stream.of(OutputMode.values())
                        .filter(m ->
                                sources.stream()
                                        .anyMatch(s -> OutputChoice.supported(s).contains(m)))
                        .map(OutputMode::word)
                        .toList();
        List<String> usual =
                sources.stream().map(OutputChoice::usual).map(OutputMode::word).distinct().toList();
        return OUTPUT.withChoices(words).withDefault(String.join(", ", usual));
    }

    private void add(String key, Flag flag) {
        byParam.put(key, flag);
        flags.add(flag);
    }

    Flags flags() {
        return flags;
    }

    /// What the user set, by param key: the last setting counts, or, of a choice that takes several
    /// values, all of them.
    Map<String, String> settings(GadgetSpec gadget, Flags.Parsed given) {
        Set<String> multiple =
                gadget.choices().stream()
                        .filter(choice -> choice.param().multiple())
                        .map(Choice::key)
                        .collect(Collectors.toSet());
        Map<String, String> settings = new LinkedHashMap<>();
        byParam.forEach((key, flag) -> {
            List<String> values = given.values(flag);
            if (!values.isEmpty()) {
                boolean all = multiple.contains(key);
                settings.put(key, all ? String.join(",", values) : values.getLast());
            }
        });
        return settings;
    }

    private static Flag flag(Param param, Flags common) {
        String label = param.type() instanceof ParamType.Bool ? "" : label(param);
        return new Flag(
                names(param.key(), param.alias(), common),
                label,
                description(param.description()),
                param.defaultValue(),
                List.of(),
                GADGET);
    }

    private static Flag flag(Choice choice, Flags common) {
        return new Flag(
                names(choice.key(), choice.alias(), common),
                choice.param().multiple() ? "LIST" : "WORD",
                description(choice.param().settings().description()),
                choice.defaultValue(),
                choice.words(),
                GADGET);
    }

    /// A name that the common flags have already is not taken from them.
    private static List<String> names(String key, String alias, Flags common) {
        List<String> names = new ArrayList<>();
        String name = "--" + key;
        names.add(common.names().contains(name) ? "--gadget-" + key : name);
        String shorter = (alias.length() == 1 ? "-" : "--") + alias;
        if (!alias.isEmpty() && !common.names().contains(shorter)) {
            names.add(shorter);
        }
        return names;
    }

    private static String label(Param param) {
        return param.type().noun().toUpperCase(Locale.ROOT);
    }

    private static String description(String said) {
        String text = said.strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
