// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// Runs the live tests in stock kernels, as many guests at a time as there are processors, and
/// leaves reports of the usual form, a directory a kernel.
final class LiveSuite {
    private static final List<String> MODULES = List.of("ebpf", "gadget", "cli");
    private static final Duration PATIENCE = Duration.ofMinutes(25);
    private static final int MEMORY_MIB = 3072;
    private static final int TAIL_LINES = 60;

    private final Path root;
    private final SuiteOptions options;

    private LiveSuite(Path root, SuiteOptions options) {
        this.root = root;
        this.options = options;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("jig.root"));
        try {
            LiveSuite suite = new LiveSuite(root, SuiteOptions.parse(List.of(arguments)));
            System.exit(suite.run() ? 0 : 1);
        } catch (GuestException e) {
            System.err.println("check kernels: " + e.getMessage());
            System.exit(2);
        }
    }

    private boolean run() throws IOException, InterruptedException {
        Trees.delete(reports());
        boolean well = true;
        int guests = Math.min(options.kernels().size(), Runtime.getRuntime().availableProcessors());
        try (ExecutorService pool = Executors.newFixedThreadPool(guests)) {
            List<Future<Boolean>> runs = new ArrayList<>();
            for (String kernel : options.kernels()) {
                Callable<Boolean> run = () -> run(kernel);
                runs.add(pool.submit(run));
            }
            for (Future<Boolean> run : runs) {
                well &= result(run);
            }
        }
        return well;
    }

    private static boolean result(Future<Boolean> run) throws InterruptedException {
        try {
            return run.get();
        } catch (ExecutionException e) {
            System.out.println(
                    e.getCause() instanceof GuestException ours
                            ? "FAILED " + ours.getMessage()
                            : "FAILED " + e.getCause());
            return false;
        }
    }

    private Path reports() {
        return root.resolve("vm/target/reports");
    }

    private boolean run(String version) throws IOException, InterruptedException {
        Path cache = KernelStore.cache();
        Path scripts = root.resolve("vm");
        Path job = root.resolve("vm/target/jobs").resolve(version);
        Trees.delete(job);
        Files.createDirectories(job);
        long begin = System.nanoTime();
        StockKernel kernel = new KernelStore(scripts, cache.resolve("kernels")).get(version);
        Guest guest = new Guest(kernel, scripts, cache, 1, MEMORY_MIB, PATIENCE);
        try {
            int status = guest.run(script(job), job, Guest.Mode.FILE);
            System.out.printf(
                    "kernel %s: %s in %d s%n",
                    kernel.release(),
                    status == 0 ? "all well" : "FAILED",
                    Duration.ofNanos(System.nanoTime() - begin).toSeconds());
            if (status != 0) {
                System.out.println(Files.readString(job.resolve(Guest.OUTPUT)));
            }
            return status == 0;
        } catch (GuestException e) {
            throw new GuestException(
                    e.getMessage()
                            + "\nthe tests' last lines:\n"
                            + Tail.of(job.resolve(Guest.OUTPUT), TAIL_LINES),
                    e);
        } finally {
            collect(version, job);
        }
    }

    private String script(Path job) throws IOException {
        StringBuilder script = new StringBuilder("status=0\n");
        for (String module : options.modules(MODULES)) {
            Files.createDirectories(job.resolve("reports").resolve(module));
            script.append("cd ").append(Shell.quoted(root.resolve(module).toString()));
            script.append('\n').append(Shell.command(java(module))).append(" || status=1\n");
        }
        return script.append("exit $status\n").toString();
    }

    private List<String> java(String module) throws IOException {
        Path target = root.resolve(module).resolve("target");
        String classPath =
                String.join(
                        ":",
                        target.resolve("test-classes").toString(),
                        target.resolve("classes").toString(),
                        Files.readString(target.resolve("test.classpath")).strip(),
                        root.resolve("vm/target/classes").toString(),
                        Files.readString(root.resolve("vm/target/test.classpath")).strip());
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xshare:auto",
                                "-Xmx512m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djig.root=" + root,
                                "-Djig.gadgets=" + root.resolve("target/gadgets"),
                                "-Djig.distribution=" + root.resolve("target/dist"),
                                "-Djig.guest=true"));
        options.probe().ifPresent(probe -> command.add("-Djig.test.probe=" + probe));
        command.addAll(
                List.of(
                        "-cp",
                        classPath,
                        GuestTests.class.getName(),
                        target.resolve("test-classes").toString(),
                        "/job/reports/" + module,
                        options.pattern()));
        return command;
    }

    /// Gives the reports the kernel's name and puts them where a reader of reports looks.
    private void collect(String version, Path job) throws IOException {
        Path to = Files.createDirectories(reports().resolve(version));
        for (String module : MODULES) {
            Path from = job.resolve("reports").resolve(module);
            if (!Files.exists(from)) {
                continue;
            }
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.toList()) {
                    String suite = "name=\"%s on %s\"".formatted(module, version);
                    String text = Files.readString(file).replaceFirst("name=\"[^\"]*\"", suite);
                    Files.writeString(to.resolve("TEST-" + module + ".xml"), text);
                }
            }
        }
    }
}
