// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The C program that drains the same ring with libbpf's own API. It runs as a process of its own,
/// pinned to the CPU the Java drains run on.
record Peer(Path program, Path object, int ringBytes) {

    /// Nanoseconds of thread CPU time an event, one figure a drain; in mode `load` nanoseconds a
    /// load.
    ///
    /// @param output where the lines go
    List<Double> drain(String mode, int drains, Path output) throws IOException {
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                object.toString(),
                                mode,
                                String.valueOf(ringBytes),
                                String.valueOf(drains),
                                output.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        List<Double> figures = new ArrayList<>();
        try (BufferedReader lines = process.errorReader()) {
            lines.lines().forEach(line -> figures.add(perEvent(line)));
        }
        if (Processes.waitFor(process) != 0 || figures.size() != drains) {
            throw new IOException("the C peer failed: " + process.info().commandLine().orElse(""));
        }
        return figures;
    }

    private static double perEvent(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 2) {
            throw new IllegalStateException("the C peer says: " + line);
        }
        return Double.parseDouble(parts[1]) / Double.parseDouble(parts[0]);
    }
}
