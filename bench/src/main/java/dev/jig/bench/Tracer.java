// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A `./jig` or its C peer that was started and has said that it is ready.
final class Tracer implements AutoCloseable {
    private static final String READY = "ready";

    private final Process process;
    private final BufferedReader errors;
    private final double millisToReady;

    private Tracer(Process process, BufferedReader errors, double millisToReady) {
        this.process = process;
        this.errors = errors;
        this.millisToReady = millisToReady;
    }

    /// Starts a program with these arguments, its stdout going to `/dev/null`.
    static Tracer start(Path program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader errors = process.errorReader();
        awaitReady(errors);
        return new Tracer(process, errors, (System.nanoTime() - start) / 1e6);
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

    /// Sends SIGTERM and waits.
    ///
    /// @return what the program said since it was ready
    String end() throws IOException {
        // not the process's own method, which closes what it says
        process.toHandle().destroy();
        StringBuilder said = new StringBuilder();
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            said.append(line).append('\n');
        }
        int exit = Processes.waitFor(process);
        if (exit != 0) {
            throw new IOException("the tracer ended with exit code " + exit + ": " + said);
        }
        return said.toString();
    }

    /// Ends it if that was not done.
    @Override
    public void close() throws IOException {
        if (process.isAlive()) {
            end();
        }
    }

    private static void awaitReady(BufferedReader lines) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                return;
            }
            seen.append(line).append('\n');
        }
        throw new IOException("the tracer was not ready: " + seen);
    }
}
