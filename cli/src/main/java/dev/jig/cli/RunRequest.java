// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.ProbeChoice;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.Suggestion;
import dev.jig.gadget.TimeSpan;
import dev.jig.gadget.UsageException;
import dev.jig.gadget.filter.EventFilter;
import dev.jig.gadget.names.AccountNames;
import dev.jig.gadget.names.NameSource;
import dev.jig.gadget.names.WallClock;
import dev.jig.gadget.output.FieldSelection;
import dev.jig.gadget.output.OutputChoice;
import dev.jig.gadget.output.OutputMode;
import dev.jig.gadget.param.Choice;
import dev.jig.gadget.param.Param;
import dev.jig.gadget.run.RunOptions;
import dev.jig.gadget.schema.ContainerEvents;
import dev.jig.gadget.schema.ContainerFields;
import dev.jig.gadget.schema.DataSource;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a user wants of `jig run`, found to be possible as far as the kernel need not be asked.
///
/// @param settings what params are set to, by key
/// @param outputs how events are printed
/// @param filter rules that events must meet, `""` for none
/// @param coverage present if the programs are to count what they do
/// @param containers which of them
/// @param environment names of variables that may be shown
record RunRequest(
        GadgetSpec gadget,
        Map<String, String> settings,
        OutputChoice outputs,
        FieldSelection fields,
        String filter,
        RunOptions options,
        Optional<CoverageRequest> coverage,
        ContainerRequest containers,
        List<String> environment,
        boolean quiet,
        boolean verbose) {

    /// What is wanted besides the diagrams as text.
    ///
    /// @param svg file for a picture
    record CoverageRequest(Optional<String> svg, Optional<PageFile> page) {}

    /// @throws dev.jig.gadget.UsageException if a value does not fit or a field does not exist
    static RunRequest of(GadgetSpec gadget, RunFlags flags, Flags.Parsed given) {
        RunRequest request =
                new RunRequest(
                        gadget,
                        flags.settings(gadget, given),
                        outputs(given),
                        given.value(RunFlags.FIELDS)
                                .map(FieldSelection::parse)
                                .orElse(FieldSelection.DEFAULT),
                        String.join(",", given.values(RunFlags.FILTER)),
                        options(given),
                        coverage(given),
                        ContainerRequest.of(given),
                        environment(given),
                        given.on(RunFlags.QUIET),
                        given.on(Flag.VERBOSE));
        request.check();
        return request;
    }

    private static List<String> environment(Flags.Parsed given) {
        return given.values(RunFlags.ENVIRONMENT).stream()
                .flatMap(list -> Stream.of(list.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    private static OutputChoice outputs(Flags.Parsed given) {
        List<String> modes = given.values(RunFlags.OUTPUT);
        return modes.isEmpty() ? OutputChoice.DEFAULT : OutputChoice.parse(modes.getLast());
    }

    /// How what is no event is printed: as the first data source.
    OutputMode mode() {
        return gadget.dataSources().stream()
                .findFirst()
                .map(outputs::mode)
                .orElse(OutputMode.COLUMNS);
    }

    private static Optional<CoverageRequest> coverage(Flags.Parsed given) {
        for (Flag flag : List.of(RunFlags.SVG, RunFlags.HTML)) {
            if (!given.on(RunFlags.COVERAGE) && given.value(flag).isPresent()) {
                throw new UsageException("run: %s needs --coverage".formatted(flag.name()));
            }
        }
        PageFile.check(given, RunFlags.HTML, "run");
        Optional<PageFile> page =
                given.value(RunFlags.HTML)
                        .map(file -> new PageFile(file, given.on(PageFile.MERMAID)));
        return given.on(RunFlags.COVERAGE)
                ? Optional.of(new CoverageRequest(given.value(RunFlags.SVG), page))
                : Optional.empty();
    }

    private static RunOptions options(Flags.Parsed given) {
        RunOptions options =
                RunOptions.defaults()
                        .withProbe(probe(given))
                        .withContainerEvents(given.on(ContainerFlags.EVENTS));
        String timeout = given.value(RunFlags.TIMEOUT).orElse("");
        if (!timeout.isEmpty()) {
            options = options.withTimeout(time("--timeout", timeout));
        }
        String events = given.value(RunFlags.MAX_EVENTS).orElse("");
        if (!events.isEmpty()) {
            options = options.withMaxEvents(Count.positive("--max-events", events));
        }
        String ring = given.value(RunFlags.RING_SIZE).orElse("");
        if (!ring.isEmpty()) {
            options = options.withRingBytes(Count.bytes("--ring-size", ring));
        }
        return options;
    }

    private static Duration time(String flag, String text) {
        return TimeSpan.parse(text, ChronoUnit.SECONDS)
                .orElseThrow(() ->
                        new UsageException(
                                "%s: \"%s\" is not a time (seconds, or 500ms, 10s, 5m, 1h)"
                                        .formatted(flag, text)));
    }

    private static ProbeChoice probe(Flags.Parsed given) {
        String word = given.value(RunFlags.PROBE).orElseThrow();
        return switch (word) {
            case "auto" -> ProbeChoice.AUTOMATIC;
            case "kprobe" -> ProbeChoice.KPROBE;
            case "trampoline" -> ProbeChoice.TRAMPOLINE;
            default -> {
                List<String> words = RunFlags.PROBE.choices();
                String hint = Suggestion.hint(word, words);
                throw new UsageException(
                        "set --probe to \"%s\": there is no such kind of probe%s"
                                .formatted(
                                        word.replaceAll("\\p{Cntrl}", "?"),
                                        hint.isEmpty()
                                                ? " (one of " + String.join(", ", words) + ")"
                                                : hint));
            }
        };
    }

    private void check() {
        for (Param param : gadget.params()) {
            String value = settings.get(param.key());
            if (value != null) {
                param.encode(value, gadget.object().order());
            }
        }
        for (Choice choice : gadget.choices()) {
            String value = settings.get(choice.key());
            if (value != null) {
                choice.parse(List.of(value));
            }
        }
        outputs.check(dataSources());
        fields.checkSources(dataSources());
        if (containers.events()) {
            DataSource events = ContainerEvents.source();
            fields.only(ContainerEvents.NAME).fields(events, outputs.mode(events));
        }
        for (DataSource own : gadget.dataSources()) {
            DataSource source = ContainerFields.add(own, true);
            fields.fields(source, outputs.mode(source));
            if (!filter.isEmpty()) {
                EventFilter.parse(filter, source, someNames()).close();
            }
        }
    }

    private List<DataSource> dataSources() {
        List<DataSource> sources = new ArrayList<>(gadget.dataSources());
        if (containers.events()) {
            sources.add(ContainerEvents.source());
        }
        return sources;
    }

    /// Good enough to find out whether a filter makes sense.
    private static NameSource someNames() {
        WallClock clock = new WallClock(System::nanoTime);
        return NameSource.of(AccountNames.users(), AccountNames.groups(), clock);
    }
}
