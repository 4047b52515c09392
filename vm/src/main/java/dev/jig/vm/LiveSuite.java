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
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Runs the live tests in stock kernels, as many guests at a time as there are processors, one more
/// as soon as nothing else runs here, and leaves reports of the usual form, a directory a kernel.
final class LiveSuite {
    private static final Duration PATIENCE = Duration.ofMinutes(45);
    private static final int MEMORY_MIB = 3072;

    /// Made when this machine's own tests are done. Guests wait for a fifth of their time, so that
    /// one more than there are processors finds room then.
    private static final String ALONE = "target/kernels.alone";

    private static final int LOOK_MILLIS = 1000;

    private final Path root;
    private final SuiteOptions options;
    private final ClassArchive archive;

    private LiveSuite(Path root, SuiteOptions options) {
        this.root = root;
        this.options = options;
        archive = ClassArchive.of(root);
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
        List<SuitePass> passes = passes();
        archive.make();
        int guests = Math.min(passes.size(), Runtime.getRuntime().availableProcessors());
        try (ThreadPoolExecutor pool = pool(guests)) {
            Thread.ofPlatform().daemon().start(() -> growWhenAlone(pool, guests + 1));
            List<Future<Boolean>> runs = new ArrayList<>();
            for (SuitePass pass : passes) {
                Callable<Boolean> run = () -> run(pass);
                runs.add(pool.submit(run));
            }
            for (Future<Boolean> run : runs) {
                well &= result(run);
            }
        }
        return well;
    }

    private static ThreadPoolExecutor pool(int guests) {
        return new ThreadPoolExecutor(
                guests, guests, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    private void growWhenAlone(ThreadPoolExecutor pool, int guests) {
        try {
            while (!Files.exists(root.resolve(ALONE))) {
                Thread.sleep(LOOK_MILLIS);
            }
            pool.setMaximumPoolSize(guests);
            pool.setCorePoolSize(guests);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<SuitePass> passes() throws IOException {
        List<SuitePass> passes = new ArrayList<>();
        for (SuitePass pass : SuitePass.of(options)) {
            if (pass.hasClasses(root)) {
                passes.add(pass);
            }
        }
        if (passes.isEmpty()) {
            throw new GuestException("no test has such a name");
        }
        return passes;
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

    private boolean run(SuitePass pass) throws IOException, InterruptedException {
        Path cache = KernelStore.cache();
        Path scripts = root.resolve("vm");
        Path job = root.resolve("vm/target/jobs").resolve(pass.name());
        Trees.delete(job);
        Files.createDirectories(job);
        SuiteScript script = new SuiteScript(root, pass);
        Reports reports = new Reports(pass.name(), reports().resolve(pass.name()));
        SuiteResult result = new SuiteResult(script, options.isNarrow(), job, reports);
        long begin = System.nanoTime();
        try {
            StockKernel kernel =
                    new KernelStore(scripts, cache.resolve("kernels")).get(pass.kernel());
            Guest guest = new Guest(kernel, scripts, cache, 1, MEMORY_MIB, PATIENCE);
            guest.run(script.text(archive), job, Guest.Mode.FILE);
            boolean well = result.collect();
            say(pass, kernel, well, Duration.ofNanos(System.nanoTime() - begin), job);
            return well;
        } catch (GuestException e) {
            String message = e.getMessage() + "\nthe tests' last lines:\n" + result.outputTail();
            result.collectUnfinished(message);
            throw new GuestException(message, e);
        }
    }

    private static void say(
            SuitePass pass, StockKernel kernel, boolean well, Duration time, Path job)
            throws IOException {
        String outcome = well ? "all well" : "FAILED";
        System.out.printf(
                "kernel %s (%s): %s in %d s%n",
                pass.name(), kernel.release(), outcome, time.toSeconds());
        if (!well) {
            System.out.println(Files.readString(job.resolve(Guest.OUTPUT)));
        }
    }
}
