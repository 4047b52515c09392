// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A machine that boots a stock kernel over this machine's files, runs one script as root and turns
/// itself off. What it writes stays in its memory, except for the job's directory.
///
/// @param scripts the module's directory, with the guest's scripts
/// @param cache where kernels and answers are kept
/// @param cpus processors, see {@link Qemu}
/// @param patience how long it may run, {@link Duration#ZERO} for as long as it wants
record Guest(
        StockKernel kernel, Path scripts, Path cache, int cpus, int memoryMiB, Duration patience) {

    /// What the script printed, in mode {@link Mode#FILE}.
    static final String OUTPUT = "output";

    // a panic with a deep stack has 45
    private static final int TAIL_LINES = 100;
    private static final byte CTRL_C = 3;
    private static final int LAST_WORDS_SECONDS = 60;

    /// How the script's input and output reach this process.
    enum Mode {
        /// This process's terminal is the guest's.
        TERMINAL,
        /// stdout and stderr are this process's, each its own; stdin is empty.
        PORTS,
        /// stdout and stderr go to the job's file {@link #OUTPUT}; stdin is empty.
        FILE
    }

    /// Runs the script in a guest.
    ///
    /// @param job a directory that both see, as `/job` there; its console log stays in it
    /// @return the script's exit status
    /// @throws GuestException if the guest did not come to the script's end
    int run(String script, Path job, Mode mode) throws IOException, InterruptedException {
        Files.writeString(job.resolve("run"), script);
        Files.writeString(job.resolve("mode"), mode == Mode.TERMINAL ? "terminal" : "ports");
        Files.writeString(job.resolve("kernel"), kernel.directory().toString());
        Files.copy(
                scripts.resolve("guest-start.sh"),
                job.resolve("start"),
                StandardCopyOption.REPLACE_EXISTING);
        Path place = Files.createTempDirectory("jig-vm");
        try (SharedDirectory host = SharedDirectory.of(Path.of("/"), "always", place, "host");
                SharedDirectory shared = SharedDirectory.of(job, "none", place, "job")) {
            Path initramfs = initramfs(place);
            Qemu qemu =
                    new Qemu(
                            kernel,
                            initramfs,
                            Accelerator.best(kernel, cache),
                            cpus,
                            memoryMiB,
                            "");
            Path console = job.resolve("console");
            boolean terminal = mode == Mode.TERMINAL;
            List<String> command = qemu.machine(console, host.socket(), shared.socket(), terminal);
            boot(builder(command, job, mode), mode, console);
            return status(job, console);
        } finally {
            Trees.delete(place);
        }
    }

    private Path initramfs(Path place) throws IOException, InterruptedException {
        Path file = place.resolve("initramfs");
        int status =
                new ProcessBuilder(
                                "sh",
                                scripts.resolve("initramfs.sh").toString(),
                                kernel.directory().toString(),
                                file.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new GuestException(
                    "boot kernel " + kernel.version() + ": its first file system cannot be made");
        }
        return file;
    }

    /// The guest's stderr is opened by its name `/dev/fd/2` and appended to. A file given for both
    /// streams is therefore safe only if all of it is appended; a file of the user's is not known
    /// to be, so that what goes to this process's stderr comes through a pipe.
    static ProcessBuilder builder(List<String> command, Path job, Mode mode) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        if (mode != Mode.TERMINAL) {
            // out of the reach of the terminal's Ctrl-C, which goes to the job alone
            builder.command().addFirst("setsid");
            builder.redirectInput(ProcessBuilder.Redirect.PIPE);
        }
        if (mode == Mode.PORTS) {
            builder.redirectError(ProcessBuilder.Redirect.PIPE);
        }
        if (mode == Mode.FILE) {
            Path output = Files.write(job.resolve(OUTPUT), new byte[0]);
            builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        }
        return builder;
    }

    private void boot(ProcessBuilder builder, Mode mode, Path console)
            throws IOException, InterruptedException {
        Process process = builder.start();
        // without a pipe there is nothing to copy: the stream ends at once
        Pump errors = Pump.of(process.getErrorStream(), new FileOutputStream(FileDescriptor.err));
        Thread interrupt =
                Thread.ofPlatform()
                        .unstarted(
                                mode == Mode.PORTS
                                        ? () -> interrupt(process, errors)
                                        : process::destroyForcibly);
        if (mode != Mode.TERMINAL) {
            Runtime.getRuntime().addShutdownHook(interrupt);
        }
        try {
            await(process, console);
        } finally {
            process.destroyForcibly().waitFor();
            errors.close();
            if (mode != Mode.TERMINAL && !ending()) {
                Runtime.getRuntime().removeShutdownHook(interrupt);
            }
        }
    }

    private static boolean ending() {
        Thread probe = Thread.ofPlatform().unstarted(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private void await(Process process, Path console) throws InterruptedException {
        if (patience.isZero()) {
            process.waitFor();
        } else if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new GuestException(
                    "run in kernel %s: no end after %d s; the console's last lines:%n%s"
                            .formatted(
                                    kernel.version(),
                                    patience.toSeconds(),
                                    Tail.of(console, TAIL_LINES)));
        }
    }

    /// Ctrl-C here is Ctrl-C there; the guest's job then has its time to end.
    private static void interrupt(Process process, Pump errors) {
        try {
            OutputStream port = process.getOutputStream();
            port.write(CTRL_C);
            port.flush();
            process.waitFor(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException ignored) {
            // the guest is ended below
        }
        process.destroyForcibly();
        errors.close();
    }

    private int status(Path job, Path console) throws IOException {
        Path file = job.resolve("status");
        if (!Files.exists(file)) {
            throw new GuestException(
                    "run in kernel %s: ended before its job; the console's last lines:%n%s"
                            .formatted(kernel.version(), Tail.of(console, TAIL_LINES)));
        }
        return Integer.parseInt(Files.readString(file, StandardCharsets.US_ASCII).strip());
    }
}
