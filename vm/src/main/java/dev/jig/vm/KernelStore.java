// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The kernels of this user, kept outside of the sources and fetched when first wanted.
final class KernelStore {
    /// The kernels that tests run in, oldest first.
    static final List<String> MATRIX = List.of("5.10", "6.1", "6.12");

    /// A file's lock is the process's; its threads wait for each other here.
    private static final ReentrantLock ONE_HERE = new ReentrantLock();

    private final Path scripts;
    private final Path directory;

    KernelStore(Path scripts, Path directory) {
        this.scripts = scripts;
        this.directory = directory;
    }

    /// `$XDG_CACHE_HOME/jig`, or its usual place.
    static Path cache() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null || cache.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(cache);
        return base.resolve("jig");
    }

    /// The kernel of that version.
    ///
    /// @throws GuestException if it is not here and cannot be fetched
    StockKernel get(String version) throws IOException, InterruptedException {
        if (!MATRIX.contains(version)) {
            throw new GuestException(
                    "boot kernel "
                            + version
                            + ": there is none of that version (known: "
                            + String.join(", ", MATRIX)
                            + ")");
        }
        StockKernel kernel = new StockKernel(version, directory.resolve(version));
        Files.createDirectories(directory);
        Path guard = directory.resolve(version + ".lock");
        ONE_HERE.lock();
        try (FileChannel file =
                        FileChannel.open(
                                guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = file.lock()) {
            if (!kernel.isComplete()) {
                fetch(kernel);
            }
        } finally {
            ONE_HERE.unlock();
        }
        return kernel;
    }

    private void fetch(StockKernel kernel) throws IOException, InterruptedException {
        System.err.println("jig-vm: fetching kernel " + kernel.version());
        int status =
                new ProcessBuilder(
                                "sh",
                                scripts.resolve("fetch-kernel.sh").toString(),
                                kernel.version(),
                                kernel.directory().toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new GuestException(
                    "boot kernel " + kernel.version() + ": it cannot be fetched, see above");
        }
    }
}
