// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.ProbeChoice;
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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// What a gadget was seen to do while something happened, next to what it is said to be able to do.
///
/// @param seen edges that were taken
/// @param resolved edges that can be taken on this kernel with these params
/// @param plain edges of the code, uses of ring buffers included
/// @param outputs events the programs have put out, as counted
record Measured(
        Set<Interaction> seen,
        Set<Interaction> resolved,
        Set<Interaction> plain,
        long outputs,
        RunSummary summary,
        Readiness readiness,
        Map<String, String> uncounted) {

    static Measured of(String name, Map<String, String> params, ProbeChoice probe, Runnable work) {
        GadgetSpec gadget = Gadgets.catalog().open(name);
        AtomicReference<Coverage> coverage = new AtomicReference<>();
        RunOptions options = RunOptions.defaults().withProbe(probe).withRingBytes(4 << 20);
        try (Kernel kernel = Kernel.running();
                GadgetRun run =
                        GadgetRun.start(
                                gadget,
                                params,
                                options,
                                kernel,
                                object -> {
                                    coverage.set(Coverage.of(object, kernel.coreTargets()));
                                    return coverage.get().object();
                                })) {
            work.run();
            run.stop();
            RunSummary summary = run.run(_ -> (_, _, _) -> true);
            Diagram resolved =
                    ResolvedDiagram.of(
                            GadgetConfiguration.of(gadget, params), kernel.coreTargets());
            return of(gadget, resolved, coverage.get(), run, summary);
        }
    }

    private static Measured of(
            GadgetSpec gadget,
            Diagram resolved,
            Coverage coverage,
            GadgetRun run,
            RunSummary summary) {
        Bytes values =
                run.object().map(Coverage.MAP).lookup(Bytes.zeros(Integer.BYTES)).orElseThrow();
        Set<String> attached =
                run.readiness().attached().stream()
                        .map(Readiness.Attached::program)
                        .collect(Collectors.toSet());
        Diagram diagram = coverage.diagram(values, attached);
        return new Measured(
                diagram.edges()
                        .filter(edge -> !edge.never())
                        .map(Edge::interaction)
                        .collect(Collectors.toSet()),
                interactions(resolved),
                plain(gadget),
                Coverage.outputs(diagram),
                summary,
                run.readiness(),
                coverage.uncounted());
    }

    private static Set<Interaction> interactions(Diagram diagram) {
        return diagram.edges().map(Edge::interaction).collect(Collectors.toSet());
    }

    private static Set<Interaction> plain(GadgetSpec gadget) {
        return gadget.object().programs().values().stream()
                .map(Diagram::withRings)
                .flatMap(part -> part.edges().stream())
                .map(Edge::interaction)
                .collect(Collectors.toSet());
    }
}
