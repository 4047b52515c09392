// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a hit of a probe costs: a trampoline against a kprobe, of the same program and the same
/// system call in the same guest. Its processor may be an emulated one: the ratio counts.
///
/// @param launcher `./jig-vm`
/// @param peers the directory with the compiled peers
record ProbeBench(Path launcher, Path peers) {
    /// Of `probed.bpf.c`.
    static final List<String> PROGRAMS = List.of("entry", "leave");

    private static final List<String> KERNELS = List.of("6.1", "6.12");
    private static final double MOST = 0.8;

    List<Row> run() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String kernel : KERNELS) {
            Map<String, Double> figures = measured(kernel);
            rows.add(row(kernel, figures, "entry", "fentry", "kprobe"));
            rows.add(row(kernel, figures, "leave", "fexit", "kretprobe"));
        }
        return rows;
    }

    private static Row row(
            String kernel,
            Map<String, Double> figures,
            String program,
            String trampoline,
            String kprobe) {
        return new Row(
                "P10",
                "a hit of %s, Linux %s in a guest".formatted(trampoline, kernel),
                figures.get(program + " TRAMPOLINE"),
                "ns",
                kprobe,
                figures.get(program + " KPROBE"),
                MOST);
    }

    private Map<String, Double> measured(String kernel) throws IOException {
        Process process =
                new ProcessBuilder(
                                launcher.toString(),
                                kernel,
                                "--",
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                absolute(System.getProperty("java.class.path")),
                                ProbeMeter.class.getName(),
                                peers.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Map<String, Double> figures = new HashMap<>();
        try (BufferedReader lines = process.inputReader()) {
            lines.lines()
                    .map(line -> line.strip().split(" ", -1))
                    .forEach(words -> {
                        if (words.length == 3) {
                            figures.put(words[0] + " " + words[1], Double.valueOf(words[2]));
                        }
                    });
        }
        if (Processes.waitFor(process) != 0 || figures.size() != 2 * PROGRAMS.size()) {
            throw new IOException("measure probes in kernel " + kernel + ": got " + figures);
        }
        return figures;
    }

    private static String absolute(String classPath) {
        List<String> places = new ArrayList<>();
        for (String place : classPath.split(":", -1)) {
            places.add(Path.of(place).toAbsolutePath().toString());
        }
        return String.join(":", places);
    }
}
