// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.ebpf.AttachTarget;
import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.Link;
import dev.jig.ebpf.LoadOptions;
import dev.jig.ebpf.ProbeChoice;
import dev.jig.object.ObjectReader;
import dev.jig.object.ObjectSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Measures in this kernel what a probe adds to a system call; prints a line `PROGRAM CHOICE
/// NANOSECONDS` for each program and way to attach it, the best of some turns: how fast a guest is
/// changes from one second to the next. Started in a guest by {@link ProbeBench}.
public final class ProbeMeter {
    private static final String BARE = "bare";
    private static final long CALLS = 100_000;
    private static final long ROUNDS = 2;
    private static final int TURNS = 4;

    private final Path caller;
    private final ObjectSpec object;
    private final SortedMap<String, Double> best = new TreeMap<>();

    private ProbeMeter(Path peers) throws IOException {
        caller = peers.resolve("caller");
        byte[] bytes = Files.readAllBytes(peers.resolve("gadget/probed.bpf.o"));
        object = ObjectReader.read("probed", bytes);
    }

    /// Argument: the directory with the compiled peers.
    public static void main(String[] args) throws IOException {
        ProbeMeter meter = new ProbeMeter(Path.of(args[0]));
        try (Kernel kernel = Kernel.running()) {
            meter.call(); // warms up
            for (int turn = 0; turn < TURNS; turn++) {
                meter.turn(kernel);
            }
        }
        double bare = meter.best.remove(BARE);
        meter.best.forEach((name, time) -> System.out.println(name + " " + (time - bare)));
    }

    private void turn(Kernel kernel) throws IOException {
        best.merge(BARE, call(), Math::min);
        for (String program : ProbeBench.PROGRAMS) {
            for (ProbeChoice choice : List.of(ProbeChoice.KPROBE, ProbeChoice.TRAMPOLINE)) {
                best.merge(program + " " + choice, probed(kernel, program, choice), Math::min);
            }
        }
    }

    private double probed(Kernel kernel, String program, ProbeChoice choice) throws IOException {
        ObjectSpec one = object.withPrograms(List.of(object.program(program)));
        LoadOptions options = LoadOptions.defaults().withProbe(choice);
        try (BpfObject loaded = BpfObject.load(one, kernel, options)) {
            try (Link link = loaded.attach(program)) {
                boolean kprobe = link.target() instanceof AttachTarget.Kprobe;
                double nanoseconds = call();
                long hits = loaded.variable("hits").getLong();
                if (kprobe != (choice == ProbeChoice.KPROBE) || hits < CALLS * ROUNDS) {
                    throw new IOException("%s by %s: %d hits".formatted(program, link, hits));
                }
                return nanoseconds;
            }
        }
    }

    /// Nanoseconds of a call.
    private double call() throws IOException {
        Process process =
                new ProcessBuilder(caller.toString(), Long.toString(CALLS), Long.toString(ROUNDS))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (Processes.waitFor(process) != 0) {
            throw new IOException("the caller failed: " + said);
        }
        return Double.parseDouble(said);
    }
}
