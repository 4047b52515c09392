// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A `./jig` that was started and has said that it is ready. Closing it sends SIGTERM and waits.
final class JigProcess implements AutoCloseable {
    private static final String READY = "ready";

    private final Process process;
    private final double millisToReady;

    private JigProcess(Process process, double millisToReady) {
        this.process = process;
        this.millisToReady = millisToReady;
    }

    /// Starts `./jig` with these arguments, its stdout going to `/dev/null`.
    static JigProcess start(Path launcher, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(arguments);
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        awaitReady(process);
        return new JigProcess(process, (System.nanoTime() - start) / 1e6);
    }

    /// Wall time from the command to its ready line.
    double millisToReady() {
        return millisToReady;
    }

    /// Resident memory in MiB, each shared page counted by its share, without the kernel's ring
    /// (which every mapping of it would count again).
    double residentMebibytes() throws IOException {
        long kibibytes = 0;
        boolean ring = false;
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/smaps"))) {
            if (line.indexOf('-') > 0 && line.indexOf(':') > line.indexOf(' ')) {
                ring = line.contains("bpf");
            } else if (line.startsWith("Pss:") && !ring) {
                kibibytes += Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return kibibytes / 1024.0;
    }

    /// CPU time used so far by all its threads, in seconds.
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        int exit = Processes.waitFor(process);
        if (exit != 0) {
            throw new IOException("jig ended with exit code " + exit);
        }
    }

    private static void awaitReady(Process process) throws IOException {
        BufferedReader lines = process.errorReader();
        StringBuilder seen = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                return;
            }
            seen.append(line).append('\n');
        }
        throw new IOException("jig was not ready: " + seen);
    }
}
