// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a user waits for and pays: time to the ready line, resident memory, idle CPU.
///
/// @param launcher `./jig`
/// @param victim the program that floods the machine with signals
record ProcessBench(Path launcher, Path victim) {
    private static final List<String> SIGNALS = List.of("run", "trace_signal", "-o", "json");
    private static final List<String> EXECS = List.of("run", "trace_exec", "-o", "json");
    private static final int STARTS = 10;
    private static final int IDLE_SECONDS = 5;
    private static final int FLOOD_SECONDS = 8;

    List<Row> run() throws IOException {
        List<Row> rows = new ArrayList<>();
        rows.add(ready("trace_signal, command to ready line, median", SIGNALS, 300));
        rows.add(ready("trace_exec, command to ready line, median", EXECS, 500));
        rows.addAll(memory());
        return rows;
    }

    private Row ready(String what, List<String> arguments, double target) throws IOException {
        List<Double> figures = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            try (Tracer jig = Tracer.start(launcher, arguments)) {
                figures.add(jig.millisToReady());
            }
        }
        return new Row("P4", what, new Figures(figures).median(), "ms", "bound", target, 1);
    }

    private List<Row> memory() throws IOException {
        try (Tracer jig = Tracer.start(launcher, SIGNALS)) {
            sleep(1);
            double before = jig.cpuSeconds();
            sleep(IDLE_SECONDS);
            double idleCpu = (jig.cpuSeconds() - before) / IDLE_SECONDS * 100;
            double idle = jig.residentMebibytes();
            flood();
            double flooded = jig.residentMebibytes();
            return List.of(
                    new Row("P5", "PSS idle, ring excluded", idle, "MiB", "bound", 65, 1),
                    new Row("P5", "PSS after a flood", flooded, "MiB", "bound", 80, 1),
                    new Row("P11", "CPU of one idle gadget", idleCpu, "%", "bound", 0.3, 1));
        }
    }

    private void flood() throws IOException {
        Process process =
                new ProcessBuilder(victim.toString(), String.valueOf(FLOOD_SECONDS), "0")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Processes.waitFor(process);
    }

    private static void sleep(int seconds) throws IOException {
        try {
            Thread.sleep(seconds * 1000L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
