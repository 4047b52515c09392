// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.output.OutputMode;
import dev.jig.gadget.param.Param;
import dev.jig.gadget.param.ParamType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
    static final Flag QUIET = Flag.toggle("--quiet -q", "print no ready line on stderr");

    private static final List<Flag> COMMON =
            List.of(
                    OUTPUT,
                    FIELDS,
                    FILTER,
                    TIMEOUT,
                    MAX_EVENTS,
                    RING_SIZE,
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
        return new Flags("run").addAll(COMMON);
    }

    /// Those and the gadget's own.
    static RunFlags of(String gadget, List<Param> params) {
        RunFlags run = new RunFlags("run " + gadget);
        Flags common = common();
        for (Param param : params) {
            Flag flag = flag(param, common);
            run.byParam.put(param.key(), flag);
            run.flags.add(flag);
        }
        run.flags.addAll(COMMON);
        return run;
    }

    Flags flags() {
        return flags;
    }

    /// What the user set, by param key; the last setting counts.
    Map<String, String> settings(Flags.Parsed given) {
        Map<String, String> settings = new LinkedHashMap<>();
        byParam.forEach((key, flag) -> {
            List<String> values = given.values(flag);
            if (!values.isEmpty()) {
                settings.put(key, values.getLast());
            }
        });
        return settings;
    }

    /// A name that the common flags have already is not taken from them.
    private static Flag flag(Param param, Flags common) {
        List<String> names = new ArrayList<>();
        String name = "--" + param.key();
        names.add(common.names().contains(name) ? "--gadget-" + param.key() : name);
        String alias = (param.alias().length() == 1 ? "-" : "--") + param.alias();
        if (!param.alias().isEmpty() && !common.names().contains(alias)) {
            names.add(alias);
        }
        String label = param.type() instanceof ParamType.Bool ? "" : label(param);
        return new Flag(names, label, description(param), param.defaultValue(), List.of(), GADGET);
    }

    private static String label(Param param) {
        return param.type().noun().toUpperCase(Locale.ROOT);
    }

    private static String description(Param param) {
        String text = param.description().strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
