// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.LoadOptions;
import dev.jig.object.ObjectReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads, relocates and loads trace_exec in a warm JVM, each time with nothing known of the kernel,
/// and by libbpf. Most of it is the verifier's time, the same for both.
///
/// @param gadgets the built gadgets' directory
record LoadBench(Path peer, Path gadgets) {
    private static final int WARM_UP = 30;
    private static final int ROUNDS = 4;
    private static final int LOADS = 5;
    private static final int RING_BYTES = 1 << 20;
    private static final Path NOWHERE = Path.of("/dev/null");
    private static final double NANOS_PER_MILLI = 1e6;

    Row run() throws IOException {
        Path object = gadgets.resolve("trace_exec/program.bpf.o");
        Peer c = new Peer(peer, object, RING_BYTES);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int i = 0; i < WARM_UP; i++) {
            load(object);
        }
        for (int round = 0; round < ROUNDS; round++) {
            theirs.addAll(c.drain("load", LOADS, NOWHERE));
            for (int i = 0; i < LOADS; i++) {
                ours.add(load(object));
            }
        }
        double figure = new Figures(ours).min() / NANOS_PER_MILLI;
        double against = new Figures(theirs).min() / NANOS_PER_MILLI;
        String what = "trace_exec, read, relocate and load, warm";
        return new Row("P8", what, figure, "ms", "C libbpf", against, 1.2);
    }

    private static double load(Path object) throws IOException {
        long start = System.nanoTime();
        try (Kernel kernel = Kernel.running();
                BpfObject loaded =
                        BpfObject.load(
                                ObjectReader.read("trace_exec", Files.readAllBytes(object)),
                                kernel,
                                LoadOptions.defaults())) {
            return System.nanoTime() - start + (loaded.programs().isEmpty() ? 1 : 0);
        }
    }
}
