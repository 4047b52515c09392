// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.output.OutputTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A jig at work, which writes to two {@link Lines} and closes them in the end.
sealed interface RunningJig {
    void signal(String name);

    /// @return whether it has ended, with all it printed
    boolean await(Duration patience) throws InterruptedException;

    int exitCode();

    /// Ends it, one way or the other.
    void end();

    /// A process of its own.
    final class OfProcess implements RunningJig {
        private final Process process;
        private final Thread out;
        private final Thread err;

        OfProcess(List<String> command, Lines out, Lines err) {
            try {
                this.process = new ProcessBuilder(command).start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            this.out = copy(process.getInputStream(), out);
            this.err = copy(process.getErrorStream(), err);
        }

        private static Thread copy(InputStream from, Lines to) {
            return Thread.ofPlatform()
                    .daemon()
                    .start(() -> {
                        try (from;
                                to) {
                            from.transferTo(to);
                        } catch (IOException ended) {
                            // the test is over and ended the process, which closed the stream
                        }
                    });
        }

        @Override
        public void signal(String name) {
            Tools.run("kill", "-" + name, Long.toString(process.pid()));
        }

        @Override
        public boolean await(Duration patience) throws InterruptedException {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                return false;
            }
            out.join();
            err.join();
            return true;
        }

        @Override
        public int exitCode() {
            return process.exitValue();
        }

        @Override
        public void end() {
            process.destroyForcibly();
        }
    }

    /// A thread of this process. Where the processor is emulated that begins five times as soon:
    /// the classes are there and compiled.
    final class OfThread implements RunningJig {
        private static final Duration LAST_WAIT = Duration.ofSeconds(30);

        private final StopRequest stop = new StopRequest();
        private final Thread thread;
        private volatile int exit = -1;

        OfThread(List<String> arguments, Lines out, Lines err) {
            Console console =
                    new Console(
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new PrintStream(err, true, StandardCharsets.UTF_8),
                            new Collected(out),
                            Tty.NONE,
                            Map.of(),
                            stop);
            thread =
                    Thread.ofPlatform()
                            .daemon()
                            .name("jig")
                            .start(() -> {
                                try (out;
                                        err) {
                                    exit = Main.run(console, arguments.toArray(String[]::new));
                                }
                            });
        }

        /// Events in {@link Lines}, which somebody always reads.
        private record Collected(Lines lines) implements EventStream {
            @Override
            public OutputTarget target() {
                return OutputTarget.of(lines);
            }

            @Override
            public Watch watch(StopRequest stop) {
                return () -> {};
            }
        }

        @Override
        public void signal(String name) {
            if (!name.equals("INT") && !name.equals("TERM")) {
                throw new AssertionError("a thread cannot be sent SIG" + name);
            }
            stop.make();
        }

        @Override
        public boolean await(Duration patience) throws InterruptedException {
            return thread.join(patience);
        }

        @Override
        public int exitCode() {
            return exit;
        }

        @Override
        public void end() {
            stop.make();
            try {
                if (!thread.join(LAST_WAIT)) {
                    throw new AssertionError("jig does not end");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
