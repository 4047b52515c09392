// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import dev.jig.container.ContainerOptions;
import dev.jig.container.ContainerSelection;
import dev.jig.container.ContainerSelection.Criterion;
import dev.jig.container.Containers;
import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.Program;
import dev.jig.ebpf.RunStatistics;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.run.ContainerFilter;
import dev.jig.gadget.run.GadgetRun;
import dev.jig.gadget.run.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What containers cost an event: in the kernel one of another container than the selected ones,
/// and in user space the name of its container.
///
/// @param launcher `./jig`
/// @param gadgets the built gadgets' directory
/// @param victim sends itself SIGURG
record ContainerBench(Path launcher, Path gadgets, Path victim) {
    private static final String GADGET = "trace_signal";
    private static final String PROGRAM = "ig_sig_generate";
    private static final int ROUNDS = 3;
    private static final int SECONDS = 2;
    private static final int RATE = 100_000;

    /// For all events of a round, so that nobody has to read meanwhile.
    private static final int RING_BYTES = 128 << 20;

    private static final String FIELDS =
            "timestamp,proc.comm,proc.pid,proc.tid,proc.mntns_id,tpid,sig,error";

    private static final String NAMES =
            ",runtime.runtimeName,runtime.containerName,runtime.containerId,runtime.unnamed"
                    + ",k8s.namespace,k8s.podName,k8s.containerName";

    List<Row> run() throws IOException {
        List<Double> shown = new ArrayList<>();
        List<Double> kept = new ArrayList<>();
        List<Double> named = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            shown.add(kernelNanos(ContainerSelection.NONE));
            kept.add(kernelNanos(new ContainerSelection(Map.of(Criterion.NAME, "no-such-one"))));
            named.add(cpuNanos(FIELDS + NAMES));
            plain.add(cpuNanos(FIELDS));
        }
        return List.of(
                new Row(
                        "P12",
                        "kernel, an event of another container",
                        new Figures(kept).min(),
                        "ns",
                        "an event that is shown",
                        new Figures(shown).min(),
                        0.5),
                new Row(
                        "P12",
                        "CPU an event with its container's fields",
                        new Figures(named).min(),
                        "ns",
                        "without",
                        new Figures(plain).min(),
                        1.3));
    }

    /// The program's time, as the kernel counts it.
    ///
    /// @throws IllegalStateException if it was not run for each event
    private double kernelNanos(ContainerSelection selection) throws IOException {
        ContainerOptions options = ContainerOptions.defaults().withHook(false);
        RunOptions ring = RunOptions.defaults().withRingBytes(RING_BYTES);
        try (Kernel kernel = Kernel.running();
                Containers containers = Containers.start(options);
                RunStatistics _ = RunStatistics.enable(kernel).orElseThrow();
                GadgetRun run =
                        GadgetRun.start(
                                GadgetSpec.open(gadgets.resolve(GADGET)),
                                Map.of("signal", "SIGURG"),
                                ring,
                                kernel,
                                UnaryOperator.identity(),
                                new ContainerFilter(containers, selection, false, _ -> {}))) {
            long sent = flood();
            Program.RunTime time = run.object().program(PROGRAM).runTime();
            if (time.runs() < sent) {
                throw new IllegalStateException(sent + " events were sent, seen: " + time.runs());
            }
            return (double) time.nanoseconds() / time.runs();
        }
    }

    private double cpuNanos(String fields) throws IOException {
        List<String> arguments =
                List.of("run", GADGET, "-o", "json", "--signal=SIGURG", "--fields", fields);
        try (Tracer jig = Tracer.start(launcher, arguments)) {
            flood();
            double before = jig.cpuSeconds();
            long sent = flood();
            return (jig.cpuSeconds() - before) * 1e9 / sent;
        }
    }

    /// @return how many events were made
    private long flood() throws IOException {
        return TraceBench.send(victim, SECONDS, RATE);
    }
}
