// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A jig of its own process, with what it printed so far. Closing it kills it if it still runs.
final class LiveJig implements AutoCloseable {
    /// Longer than anything takes on a busy machine, or in a guest on one.
    static final Duration PATIENCE = Duration.ofSeconds(Boolean.getBoolean("jig.guest") ? 300 : 60);

    private static final int POLL_MILLIS = 100;

    private final Process process;
    private final Lines out;
    private final Lines err;

    private LiveJig(Process process) {
        this.process = process;
        this.out = new Lines(process.getInputStream());
        this.err = new Lines(process.getErrorStream());
    }

    /// Starts jig and returns at once.
    static LiveJig start(String... arguments) {
        return start(command(arguments));
    }

    static LiveJig start(List<String> command) {
        try {
            return new LiveJig(new ProcessBuilder(command).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts jig and waits for its ready line.
    static LiveJig ready(String... arguments) {
        LiveJig jig = start(arguments);
        jig.awaitReady();
        return jig;
    }

    void awaitReady() {
        if (err.await(line -> line.startsWith("ready: ")).isEmpty()) {
            close();
            throw new AssertionError("no ready line; stderr: " + err.all());
        }
    }

    /// Runs jig to its end.
    static LiveJig run(String... arguments) {
        LiveJig jig = start(arguments);
        jig.exit();
        return jig;
    }

    /// The command line of a jig on this test's class path, or in a guest of the distribution,
    /// whose AOT cache makes a start bearable there.
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String distribution = System.getProperty("jig.distribution");
        command.addAll(
                distribution == null ? onClassPath() : List.of("@" + distribution + "/jvm.args"));
        command.addAll(List.of(arguments));
        String probe = System.getProperty("jig.test.probe");
        if (probe != null && arguments.length > 0 && arguments[0].equals("run")) {
            command.add("--probe=" + probe);
        }
        return command;
    }

    private static List<String> onClassPath() {
        return List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-Djig.gadgets=" + System.getProperty("jig.gadgets"),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.jig.cli.Main");
    }

    long pid() {
        return process.pid();
    }

    /// All lines of stdout so far.
    List<String> out() {
        return out.all();
    }

    /// All lines of stderr so far.
    List<String> err() {
        return err.all();
    }

    /// The first event that fits, waited for.
    Json event(Predicate<Json> wanted) {
        return out.await(line -> wanted.test(Json.parse(line)))
                .map(Json::parse)
                .orElseThrow(() -> new AssertionError("no such event; stderr: " + err.all()));
    }

    /// All events so far that fit.
    List<Json> events(Predicate<Json> wanted) {
        return out.all().stream().map(Json::parse).filter(wanted).toList();
    }

    String awaitLine(Predicate<String> wanted) {
        return out.await(wanted)
                .orElseThrow(() -> new AssertionError("no such line; stderr: " + err.all()));
    }

    LiveJig signal(String name) {
        Tools.run("kill", "-" + name, Long.toString(process.pid()));
        return this;
    }

    /// Waits for the end of the process and of its output.
    int exit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("jig did not end; stderr: " + err.all());
            }
            out.join();
            err.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// Lines of a stream, collected by a thread.
    private static final class Lines {
        private final List<String> lines = new ArrayList<>();
        private final Thread reader;
        private boolean ended;

        Lines(InputStream stream) {
            reader = Thread.ofPlatform().daemon().start(() -> collect(stream));
        }

        private void collect(InputStream stream) {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    add(line);
                }
            } catch (IOException e) {
                add("reading failed: " + e);
            }
            synchronized (this) {
                ended = true;
                notifyAll();
            }
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        synchronized List<String> all() {
            return List.copyOf(lines);
        }

        synchronized Optional<String> await(Predicate<String> wanted) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (int i = 0; has(i, deadline); i++) {
                if (wanted.test(lines.get(i))) {
                    return Optional.of(lines.get(i));
                }
            }
            return Optional.empty();
        }

        private synchronized boolean has(int index, long deadline) {
            try {
                while (index == lines.size() && !ended && System.nanoTime() < deadline) {
                    wait(POLL_MILLIS);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return index < lines.size();
        }

        void join() throws InterruptedException {
            reader.join();
        }
    }
}
