// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.Suggestion;
import dev.jig.gadget.UsageException;
import dev.jig.gadget.schema.DataSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How the events of data sources are printed: `json` for all, `exec:json,signal:none` for some. A
/// data source that is not spoken of is printed as its annotation `cli.default-output-mode` says,
/// as a table if it says nothing. A value.
public final class OutputChoice {
    /// What the gadget says.
    public static final OutputChoice DEFAULT = new OutputChoice(Map.of());

    private static final String SUPPORTED = "cli.supported-output-modes";
    private static final String USUAL = "cli.default-output-mode";
    private static final String EVERY_SOURCE = "";

    private final Map<String, OutputMode> bySource;

    private OutputChoice(Map<String, OutputMode> bySource) {
        this.bySource = bySource;
    }

    /// Reads what a user wrote.
    ///
    /// @throws UsageException if there is no such mode
    public static OutputChoice parse(String text) {
        Map<String, OutputMode> bySource = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int colon = part.indexOf(':');
            String source = colon < 0 ? EVERY_SOURCE : part.substring(0, colon).strip();
            bySource.put(source, OutputMode.parse(part.substring(colon + 1).strip()));
        }
        return new OutputChoice(bySource);
    }

    /// Makes sure that all data sources that were named exist and can be printed so.
    ///
    /// @throws UsageException if one does not, or cannot
    public void check(Collection<DataSource> sources) {
        List<String> names = sources.stream().map(DataSource::name).toList();
        for (String source : bySource.keySet()) {
            if (!source.equals(EVERY_SOURCE) && !names.contains(source)) {
                throw new UsageException(
                        "choosing output modes: there is no data source \"%s\"%s"
                                .formatted(source, Suggestion.hint(source, names)));
            }
        }
        sources.forEach(this::mode);
    }

    /// How a data source is printed.
    ///
    /// @throws UsageException if it cannot be printed as was wished
    public OutputMode mode(DataSource source) {
        OutputMode everywhere = bySource.getOrDefault(EVERY_SOURCE, usual(source));
        OutputMode wanted = bySource.getOrDefault(source.name(), everywhere);
        List<String> words = supported(source).stream().map(OutputMode::word).toList();
        if (!words.contains(wanted.word())) {
            throw new UsageException(
                    "choosing output mode \"%s\": the gadget does not have it for data source %s"
                                    .formatted(wanted.word(), source.name())
                            + " (there are: "
                            + String.join(", ", words)
                            + ")");
        }
        return wanted;
    }

    /// The modes that make sense for a data source as its author sees it. Modes that jig does not
    /// have are passed over; if nothing else is left, jig's are taken.
    public static List<OutputMode> supported(DataSource source) {
        String said = source.annotations().getOrDefault(SUPPORTED, "");
        Set<String> words =
                Arrays.stream(said.split(",", -1)).map(String::strip).collect(Collectors.toSet());
        List<OutputMode> all = List.of(OutputMode.values());
        List<OutputMode> left = all.stream().filter(m -> words.contains(m.word())).toList();
        return left.isEmpty() ? all : left;
    }

    /// How a data source is printed if nobody says anything else.
    public static OutputMode usual(DataSource source) {
        String said = source.annotations().getOrDefault(USUAL, OutputMode.COLUMNS.word()).strip();
        List<OutputMode> supported = supported(source);
        return supported.stream()
                .filter(mode -> mode.word().equals(said))
                .findFirst()
                .or(() -> supported.stream().filter(m -> m == OutputMode.COLUMNS).findFirst())
                .orElse(supported.getFirst());
    }
}
