// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.RunStatistics;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.run.GadgetConfiguration;
import dev.jig.gadget.run.GadgetRun;
import dev.jig.gadget.run.Readiness;
import dev.jig.gadget.run.RunOptions;
import dev.jig.gadget.run.RunSummary;
import dev.jig.image.Diagram;
import dev.jig.image.Edge;
import dev.jig.image.Interaction;
import dev.jig.image.coverage.Coverage;
import dev.jig.image.resolve.ResolvedDiagram;
import dev.jig.object.Bytes;
import dev.jig.object.core.CoreTargets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What a gadget was seen to do while something happened, next to what it is said to be able to do.
///
/// @param seen edges that were taken
/// @param resolved edges that can be taken on this kernel with these params
/// @param typed the same as far as it is known from the kernel's types alone
/// @param skipped edges said to be taken by every run that were taken less often than that
/// @param plain edges of the code, uses of ring buffers included
/// @param outputs events the programs have put out, as counted
record Measured(
        Set<Interaction> seen,
        Set<Interaction> resolved,
        Set<Interaction> typed,
        Set<Interaction> skipped,
        Set<Interaction> plain,
        long outputs,
        RunSummary summary,
        Readiness readiness,
        Map<String, String> uncounted) {
    private static final int RING_BYTES = 4 << 20;

    static Measured of(
            Kernel kernel,
            GadgetSpec gadget,
            Map<String, String> params,
            RunOptions options,
            Runnable work) {
        AtomicReference<Coverage> coverage = new AtomicReference<>();
        try (RunStatistics _ = RunStatistics.enable(kernel).orElseThrow();
                GadgetRun run =
                        GadgetRun.start(
                                gadget,
                                params,
                                options.withRingBytes(RING_BYTES),
                                kernel,
                                object -> {
                                    coverage.set(Coverage.of(object, kernel.coreTargets()));
                                    return coverage.get().object();
                                })) {
            work.run();
            run.stop();
            RunSummary summary = run.run(_ -> (_, _, _) -> true);
            CoreTargets types = kernel.coreTargets();
            Diagram resolved =
                    ResolvedDiagram.of(GadgetConfiguration.of(gadget, params, kernel), types);
            Diagram typed =
                    ResolvedDiagram.of(GadgetConfiguration.of(gadget, params, kernel.btf()), types);
            Diagram diagram = counted(coverage.get(), run);
            return new Measured(
                    interactions(diagram, edge -> !edge.never()),
                    interactions(resolved, _ -> true),
                    interactions(typed, _ -> true),
                    skipped(diagram, run),
                    plain(gadget),
                    Coverage.outputs(diagram),
                    summary,
                    run.readiness(),
                    coverage.get().uncounted());
        }
    }

    private static Diagram counted(Coverage coverage, GadgetRun run) {
        Bytes values =
                run.object().map(Coverage.MAP).lookup(Bytes.zeros(Integer.BYTES)).orElseThrow();
        Set<String> attached =
                run.readiness().attached().stream()
                        .map(Readiness.Attached::program)
                        .collect(Collectors.toSet());
        return coverage.diagram(values, attached);
    }

    private static Set<Interaction> skipped(Diagram diagram, GadgetRun run) {
        Map<String, Long> runs = new HashMap<>();
        run.object()
                .programs()
                .forEach((name, program) ->
                        runs.merge(name.split(":", 2)[0], program.runTime().runs(), Long::sum));
        return interactions(
                diagram,
                edge ->
                        edge.always()
                                && edge.times().orElseThrow()
                                        < runs.getOrDefault(edge.interaction().program(), 0L));
    }

    private static Set<Interaction> interactions(Diagram diagram, Predicate<Edge> wanted) {
        return diagram.edges().filter(wanted).map(Edge::interaction).collect(Collectors.toSet());
    }

    private static Set<Interaction> plain(GadgetSpec gadget) {
        return gadget.object().programs().values().stream()
                .map(Diagram::withRings)
                .flatMap(part -> part.edges().stream())
                .map(Edge::interaction)
                .collect(Collectors.toSet());
    }
}
