// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Live events: jig and a C program that uses libbpf run the same tracer of signals while another
/// process sends itself signals.
///
/// @param launcher `./jig`
/// @param peers the directory with the compiled C programs and `signals/program.bpf.o`
record TraceBench(Path launcher, Path peers) {
    private static final int FLOOD_SECONDS = 4;
    private static final int FLOOD_RING = 16 << 20;
    private static final int RING = 256 << 10;
    private static final int LATENCY_EVENTS = 4000;
    private static final int LATENCY_ROUNDS = 5;
    private static final int WARM_UP_SECONDS = 3;
    private static final int WARM_UP_RATE = 100_000;
    private static final int FAST_SECONDS = 2;
    private static final int FAST_ROUNDS = 3;
    private static final int FAST_RUNS = 2;
    private static final int FAST_WARM_UP_SECONDS = 6;
    private static final int FAST_RATE = 200_000;
    private static final Pattern ENDED = Pattern.compile("ended: .*?(\\d+) events.*?(\\d+) lost");

    /// @param delivered printed
    /// @param lost as the tracer counted
    private record Count(long delivered, long lost) {
        static Count of(String said) {
            Matcher matcher = ENDED.matcher(said);
            if (!matcher.find()) {
                throw new IllegalStateException("the tracer says: " + said);
            }
            return new Count(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
        }
    }

    List<Row> run() throws IOException {
        return List.of(
                flood(),
                new Pair("event to line at 1,000 events/s, p50", "µs")
                        .rounds(LATENCY_ROUNDS, this::latencies)
                        .row(1.2),
                new Pair("CPU an event at 200,000 events/s", "ns")
                        .rounds(FAST_RUNS, this::cpuNanos)
                        .row(0.4));
    }

    private interface Measurement {
        List<Double> of(List<String> command) throws IOException;
    }

    /// The best of some rounds of jig and of its peer, taken in turn: which CPUs the two sides of a
    /// ring get, and who else is on them, is luck, and changes from one minute to the next.
    private final class Pair {
        private final String what;
        private final String unit;
        private final List<Double> ours = new ArrayList<>();
        private final List<Double> theirs = new ArrayList<>();

        Pair(String what, String unit) {
            this.what = what;
            this.unit = unit;
        }

        Pair rounds(int rounds, Measurement measurement) throws IOException {
            for (int i = 0; i < rounds; i++) {
                ours.addAll(measurement.of(jig(RING)));
                theirs.addAll(measurement.of(peer("hand", RING)));
            }
            return this;
        }

        Row row(double target) {
            double best = new Figures(ours).min();
            return new Row("P7", what, best, unit, "C libbpf", new Figures(theirs).min(), target);
        }
    }

    private Row flood() throws IOException {
        double ours = lostPercent(jig(FLOOD_RING));
        double theirs = lostPercent(peer("snprintf", FLOOD_RING));
        return new Row("P3", "events lost in a flood", ours, "%", "C snprintf", theirs, 0);
    }

    /// @throws IllegalStateException if the tracer counted wrongly
    private double lostPercent(List<String> command) throws IOException {
        try (Tracer tracer = start(command)) {
            long sent = send(WARM_UP_SECONDS, WARM_UP_RATE) + send(FLOOD_SECONDS, 0);
            Count count = Count.of(tracer.end());
            if (count.delivered() + count.lost() != sent) {
                throw new IllegalStateException(sent + " events were sent, counted: " + count);
            }
            return 100.0 * count.lost() / sent;
        }
    }

    /// Some measurements of a run that has passed its first million events, whose numbers become
    /// longer all the time, which compilers do not expect.
    private List<Double> cpuNanos(List<String> command) throws IOException {
        List<Double> nanos = new ArrayList<>();
        try (Tracer tracer = start(command)) {
            send(FAST_WARM_UP_SECONDS, FAST_RATE);
            for (int i = 0; i < FAST_ROUNDS; i++) {
                double before = tracer.cpuSeconds();
                long sent = send(FAST_SECONDS, FAST_RATE);
                nanos.add((tracer.cpuSeconds() - before) * 1e9 / sent);
            }
        }
        return nanos;
    }

    /// The median of a run, in microseconds.
    private List<Double> latencies(List<String> command) throws IOException {
        List<String> meter = new ArrayList<>();
        meter.add(peers.resolve("meter").toString());
        meter.add(String.valueOf(LATENCY_EVENTS));
        meter.addAll(command);
        return List.of(Double.parseDouble(output(meter)) / 1000);
    }

    private static Tracer start(List<String> command) throws IOException {
        return Tracer.start(Path.of(command.getFirst()), command.subList(1, command.size()));
    }

    private List<String> jig(int ringBytes) {
        return List.of(
                launcher.toString(),
                "run",
                peers.resolve("signals").toString(),
                "-v",
                "-o",
                "json",
                "--ring-size",
                String.valueOf(ringBytes));
    }

    private List<String> peer(String how, int ringBytes) {
        return List.of(
                peers.resolve("peer").toString(),
                peers.resolve("signals/program.bpf.o").toString(),
                "trace-" + how,
                String.valueOf(ringBytes),
                "0",
                "/dev/stdout");
    }

    /// Sends signals for some seconds.
    ///
    /// @param rate signals a second, 0 for as many as can be
    /// @return how many were sent
    static long send(Path victim, int seconds, int rate) throws IOException {
        return Long.parseLong(
                output(List.of(victim.toString(), String.valueOf(seconds), String.valueOf(rate))));
    }

    private long send(int seconds, int rate) throws IOException {
        return send(peers.resolve("victim"), seconds, rate);
    }

    private static String output(List<String> command) throws IOException {
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (Processes.waitFor(process) != 0) {
            throw new IOException("failed: " + String.join(" ", command));
        }
        return said.strip();
    }
}
