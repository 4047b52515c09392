// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A jig at work, with what it printed so far. Closing it ends it if it still runs.
final class LiveJig implements AutoCloseable {
    private static final boolean GUEST = Boolean.getBoolean("jig.guest");

    /// Longer than anything takes on a busy machine, or in a guest on one.
    static final Duration PATIENCE = Duration.ofSeconds(GUEST ? 300 : 60);

    private final RunningJig running;
    private final Lines out;
    private final Lines err;

    private LiveJig(RunningJig running, Lines out, Lines err) {
        this.running = running;
        this.out = out;
        this.err = err;
    }

    /// Starts jig and returns at once: as a process of its own, or in a guest in this one.
    static LiveJig start(String... arguments) {
        return GUEST ? startHere(arguments) : startProcess(arguments);
    }

    /// Starts jig as it is installed, in a process of its own wherever this is.
    static LiveJig startProcess(String... arguments) {
        return start(command(arguments));
    }

    static LiveJig start(List<String> command) {
        Lines out = new Lines();
        Lines err = new Lines();
        return new LiveJig(new RunningJig.OfProcess(command, out, err), out, err);
    }

    private static LiveJig startHere(String... arguments) {
        Lines out = new Lines();
        Lines err = new Lines();
        List<String> words = withProbe(arguments);
        return new LiveJig(new RunningJig.OfThread(words, out, err), out, err);
    }

    /// Starts jig and waits for its ready line.
    static LiveJig ready(String... arguments) {
        LiveJig jig = start(arguments);
        jig.awaitReady();
        return jig;
    }

    void awaitReady() {
        if (err.await(line -> line.startsWith("ready: "), PATIENCE).isEmpty()) {
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
        command.addAll(withProbe(arguments));
        return command;
    }

    /// With the kind of probe that is to be tested.
    private static List<String> withProbe(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        if (words.getFirst().equals("run")) {
            probe(words.get(1)).ifPresent(probe -> words.add("--probe=" + probe));
        }
        return words;
    }

    /// The kind of probe that is to be tested with a gadget; `other` is the one that jig does not
    /// take by itself.
    static Optional<String> probe(String gadget) {
        String probe = System.getProperty("jig.test.probe");
        return "other".equals(probe)
                ? Optional.of(gadget.equals("trace_exec") ? "trampoline" : "kprobe")
                : Optional.ofNullable(probe);
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
        return out.awaitDocument(wanted, PATIENCE)
                .orElseThrow(() -> new AssertionError("no such event; stderr: " + err.all()));
    }

    /// All events so far that fit.
    List<Json> events(Predicate<Json> wanted) {
        return out.documents().stream().filter(wanted).toList();
    }

    String awaitLine(Predicate<String> wanted) {
        return out.await(wanted, PATIENCE)
                .orElseThrow(() -> new AssertionError("no such line; stderr: " + err.all()));
    }

    LiveJig signal(String name) {
        running.signal(name);
        return this;
    }

    /// Waits for its end and that of its output.
    int exit() {
        try {
            if (!running.await(PATIENCE)) {
                running.end();
                throw new AssertionError("jig did not end; stderr: " + err.all());
            }
            return running.exitCode();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        running.end();
    }
}
