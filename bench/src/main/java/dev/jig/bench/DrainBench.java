// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import dev.jig.gadget.GadgetSpec;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Drains a prefilled ring of 64 MiB by jig and by the C peer in turn, so that both see the same
/// disturbances.
///
/// @param gadget a directory with the program that fills the ring
record DrainBench(Path peer, Path gadget) {
    private static final int RING_BYTES = 64 << 20;
    private static final int WARM_UP = 8;
    private static final int ROUNDS = 6;
    private static final int DRAINS = 3;
    private static final int SEQUENCE = 96;
    private static final Path NOWHERE = Path.of("/dev/null");

    List<Row> run() throws IOException {
        GadgetSpec spec = GadgetSpec.open(gadget);
        try (Ring ring = new Ring(spec.object(), RING_BYTES);
                JsonLines json = new JsonLines(spec, NOWHERE)) {
            Sum sum = new Sum();
            List<Row> rows = new ArrayList<>();
            rows.add(
                    compare(
                            "P1",
                            "drain, sum a field",
                            () -> ring.drain(sum::add, () -> {}),
                            "sum",
                            "C libbpf",
                            1.1));
            rows.addAll(jsonRows(() -> ring.drain(json, json::flush)));
            return rows;
        }
    }

    private List<Row> jsonRows(Drain drain) throws IOException {
        return List.of(
                compare("P2", "drain, JSON lines", drain, "hand", "C by hand", 1.5),
                compare("P2", "drain, JSON lines", drain, "snprintf", "C snprintf", 0.5));
    }

    private Row compare(String id, String what, Drain drain, String mode, String name, double most)
            throws IOException {
        Peer c = new Peer(peer, gadget.resolve("program.bpf.o"), RING_BYTES);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int i = 0; i < WARM_UP; i++) {
            drain.once();
        }
        for (int round = 0; round < ROUNDS; round++) {
            theirs.addAll(c.drain(mode, DRAINS, NOWHERE));
            for (int i = 0; i < DRAINS; i++) {
                ours.add(drain.once());
            }
        }
        double figure = new Figures(ours).min();
        return new Row(id, what, figure, "ns", name, new Figures(theirs).min(), most);
    }

    /// Whether C and Java write the same lines, but for what differs from process to process.
    void verify(Path scratch) throws IOException {
        Path ours = Files.createFile(scratch.resolve("jig.json"));
        Path theirs = scratch.resolve("peer.json");
        int ringBytes = 1 << 20;
        GadgetSpec spec = GadgetSpec.open(gadget);
        try (Ring ring = new Ring(spec.object(), ringBytes);
                JsonLines json = new JsonLines(spec, ours)) {
            ring.drain(json, json::flush);
        }
        new Peer(peer, gadget.resolve("program.bpf.o"), ringBytes).drain("hand", 1, theirs);
        if (!normal(ours).equals(normal(theirs))) {
            throw new IllegalStateException(
                    "jig and the C peer write different lines: see " + scratch);
        }
    }

    private static List<String> normal(Path lines) throws IOException {
        return Files.readAllLines(lines).stream()
                .map(line ->
                        line.replaceAll("\"(comm|timestamp)\":\"[^\"]*\"", "\"$1\":\"\"")
                                .replaceAll("\"(cpu|pid|tid|timestamp_raw)\":[0-9]+", "\"$1\":0"))
                .toList();
    }

    @FunctionalInterface
    private interface Drain {
        double once();
    }

    private static final class Sum {
        private long value;

        void add(MemorySegment memory, long offset, int length) {
            value += memory.get(ValueLayout.JAVA_LONG_UNALIGNED, offset + SEQUENCE);
        }

        @Override
        public String toString() {
            return Long.toString(value);
        }
    }
}
