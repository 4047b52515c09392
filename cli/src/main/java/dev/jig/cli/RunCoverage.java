// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.Program;
import dev.jig.ebpf.RunStatistics;
import dev.jig.ebpf.sys.NativeSyscalls;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.run.EventSink;
import dev.jig.gadget.run.GadgetRun;
import dev.jig.gadget.run.Readiness;
import dev.jig.gadget.run.RunSummary;
import dev.jig.image.Diagram;
import dev.jig.image.coverage.Coverage;
import dev.jig.image.page.Picture;
import dev.jig.object.Bytes;
import dev.jig.object.ObjectSpec;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What `--coverage` adds to a run: programs that count what they do, and the diagrams with the
/// counts. Belongs to the thread that runs the gadget.
final class RunCoverage implements AutoCloseable {
    private static final Bytes ONLY_KEY = Bytes.zeros(Integer.BYTES);

    private final Console console;
    private final RunRequest request;
    private @Nullable Coverage coverage;
    private @Nullable RunStatistics statistics;
    private @Nullable KeyWatch keys;
    private OptionalLong cost = OptionalLong.empty();
    private volatile boolean wanted;

    RunCoverage(Console console, RunRequest request) {
        this.console = console;
        this.request = request;
    }

    /// The object with counters.
    ObjectSpec prepare(ObjectSpec object, Kernel kernel) {
        Coverage prepared = Coverage.of(object, kernel.coreTargets());
        coverage = prepared;
        cost = CountingCost.measure(kernel);
        statistics = RunStatistics.enable(kernel).orElse(null);
        prepared.uncounted()
                .forEach((program, why) ->
                        console.say("coverage: %s is not counted: %s".formatted(program, why)));
        return prepared.object();
    }

    /// The same sink, which prints the diagrams when Enter was pressed.
    EventSink onKey(EventSink sink, GadgetRun run) {
        if (keys == null && console.tty().isTerminal(Tty.IN)) {
            keys = KeyWatch.start(new NativeSyscalls(), () -> wish(run));
        }
        return new EventSink() {
            @Override
            public boolean event(MemorySegment memory, long offset, int length) {
                return sink.event(memory, offset, length);
            }

            @Override
            public void batch() {
                sink.batch();
            }

            @Override
            public void lost(long sinceLast, long total) {
                sink.lost(sinceLast, total);
            }

            @Override
            public void idle() {
                sink.idle();
                if (wanted) {
                    wanted = false;
                    console.print(report(run).text(request.mode()));
                }
            }
        };
    }

    private void wish(GadgetRun run) {
        wanted = true;
        run.wake();
    }

    /// Prints everything after the last event.
    void print(GadgetRun run, RunSummary summary) {
        CoverageReport report = report(run);
        console.print(report.withEvents(summary).text(request.mode()));
        console.say(report.overhead().words());
        console.say(report.events(summary));
        draw(report.diagram());
    }

    private void draw(Diagram diagram) {
        GadgetSpec gadget = request.gadget();
        request.coverage()
                .flatMap(RunRequest.CoverageRequest::svg)
                .ifPresent(file -> TextFile.write(file, Picture.of(diagram, gadget.object())));
        request.coverage()
                .flatMap(RunRequest.CoverageRequest::page)
                .ifPresent(page -> page.write(gadget, diagram));
    }

    private CoverageReport report(GadgetRun run) {
        Coverage prepared = Objects.requireNonNull(coverage);
        Bytes values = run.object().map(Coverage.MAP).lookup(ONLY_KEY).orElseThrow();
        Set<String> attached =
                run.readiness().attached().stream()
                        .map(Readiness.Attached::program)
                        .collect(Collectors.toSet());
        return new CoverageReport(
                prepared.diagram(values, attached),
                new Overhead(
                        prepared.counters(),
                        prepared.addedSlots(),
                        prepared.counts(values),
                        cost,
                        nanoseconds(run)));
    }

    private OptionalLong nanoseconds(GadgetRun run) {
        return statistics == null
                ? OptionalLong.empty()
                : OptionalLong.of(
                        run.object().programs().values().stream()
                                .map(Program::runTime)
                                .mapToLong(Program.RunTime::nanoseconds)
                                .sum());
    }

    @Override
    public void close() {
        if (keys != null) {
            keys.close();
        }
        if (statistics != null) {
            statistics.close();
        }
    }
}
