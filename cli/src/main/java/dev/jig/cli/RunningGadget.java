// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.container.Containers;
import dev.jig.container.RuntimeStatus;
import dev.jig.ebpf.Kernel;
import dev.jig.gadget.metadata.WithoutEffect;
import dev.jig.gadget.output.ReaderGoneException;
import dev.jig.gadget.run.ContainerFilter;
import dev.jig.gadget.run.EventSink;
import dev.jig.gadget.run.GadgetRun;
import dev.jig.gadget.run.Readiness;
import dev.jig.gadget.run.RunSummary;
import dev.jig.gadget.schema.DataSource;
import dev.jig.object.ObjectSpec;
import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One run of a gadget, from loading it to its last event.
final class RunningGadget {
    /// How long a selection waits for runtimes to answer.
    private static final Duration FIRST_ANSWERS = Duration.ofSeconds(3);

    /// How long everything waits for the first containers' names.
    private static final Duration FIRST_NAMES = Duration.ofMillis(500);

    private final Console console;
    private final RunRequest request;
    private final Warmup warmup;
    private final @Nullable RunCoverage coverage;

    RunningGadget(Console console, RunRequest request, Warmup warmup) {
        this.console = console;
        this.request = request;
        this.warmup = warmup;
        this.coverage = request.coverage().map(_ -> new RunCoverage(console, request)).orElse(null);
    }

    Exit run() {
        try (coverage;
                Containers containers = containers();
                GadgetRun run = start(containers)) {
            console.stop().whenMade(run::stop);
            print(run, containers);
        }
        return Exit.OK;
    }

    /// Looked for on other threads while the gadget is loaded; not before it is clear that it may
    /// be loaded at all.
    private Containers containers() {
        Privileges.check(doing(), warmup.kernel().capabilities());
        return Containers.start(request.containers().options());
    }

    private String doing() {
        return "run " + request.gadget().name();
    }

    /// The kernel's types and symbols are let go of once the gadget is loaded.
    private GadgetRun start(Containers containers) {
        ContainerRequest wanted = request.containers();
        ContainerFilter filter =
                new ContainerFilter(containers, wanted.selection(), wanted.host(), console::say);
        try (warmup) {
            Kernel kernel = warmup.kernel();
            if (!wanted.selection().isEmpty()) {
                containers.awaitFirst(FIRST_ANSWERS);
            }
            GadgetRun run = start(kernel, filter);
            containers.awaitFirst(FIRST_NAMES);
            if (!request.quiet()) {
                String name = request.gadget().name();
                console.say(ReadyLine.of(name, kernel.release(), run.readiness()));
            }
            containers.settled();
            return run;
        }
    }

    private GadgetRun start(Kernel kernel, ContainerFilter filter) {
        UnaryOperator<ObjectSpec> change =
                coverage == null ? UnaryOperator.identity() : o -> coverage.prepare(o, kernel);
        return GadgetRun.start(
                request.gadget(), request.settings(), request.options(), kernel, change, filter);
    }

    private void print(GadgetRun run, Containers containers) {
        say(run.readiness());
        say(containers);
        EventOutput output = new EventOutput(console, request, containers, run.stacks());
        try (output;
                EventStream.Watch _ = console.events().watch(console.stop())) {
            RunSummary summary = run.run(source -> sink(source, run, output));
            output.flush();
            if (coverage != null) {
                coverage.print(run, summary);
            }
            say(summary);
        } catch (ReaderGoneException e) {
            // the reader has seen enough: `| head -1`
            sayLost(output.lost());
        }
    }

    private EventSink sink(DataSource source, GadgetRun run, EventOutput output) {
        EventSink sink = output.open(source);
        return coverage == null ? sink : coverage.onKey(sink, run);
    }

    private void say(Containers containers) {
        if (request.verbose()) {
            for (RuntimeStatus status : containers.statuses()) {
                console.say("containers: " + RuntimeWords.of(status));
            }
            if (!containers.hookFailure().isEmpty()) {
                console.say(
                        "containers: new ones are known late, fanotify is refused: "
                                + containers.hookFailure());
            }
        }
    }

    private void say(Readiness readiness) {
        if (request.verbose()) {
            WithoutEffect.of(request.gadget().metadata())
                    .forEach(line -> console.say("gadget.yaml: no effect: " + line));
            for (Readiness.Attached attached : readiness.attached()) {
                console.say(
                        "attached: %s to %s by %s%s"
                                .formatted(
                                        attached.program(),
                                        attached.target(),
                                        attached.mechanism(),
                                        why(attached.whyKprobe())));
            }
            readiness
                    .unneeded()
                    .forEach(u ->
                            console.say("not for this kernel: " + u.what() + ": " + u.reason()));
        }
    }

    private static String why(String noTrampoline) {
        return noTrampoline.isEmpty() ? "" : " (no trampoline: " + noTrampoline + ")";
    }

    private void say(RunSummary summary) {
        if (request.verbose()) {
            console.say(
                    "ended: %s, %d events delivered, %d lost"
                            .formatted(
                                    summary.end().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                    summary.delivered(),
                                    summary.lost()));
        }
        sayLost(summary.lost());
    }

    private void sayLost(long lost) {
        if (lost > 0) {
            console.say(
                    "lost: %d events of %s came faster than they could be taken (a larger"
                                    .formatted(lost, request.gadget().name())
                            + " --ring-size may help)");
        }
    }
}
