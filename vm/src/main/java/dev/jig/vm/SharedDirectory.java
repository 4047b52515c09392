// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A directory of this machine that a guest can mount: a daemon that speaks virtiofs. Closing it
/// ends the daemon.
final class SharedDirectory implements AutoCloseable {
    private static final Path DAEMON = Path.of("/usr/lib/qemu/virtiofsd");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int POLL_MILLIS = 5;

    private final Process daemon;
    private final Path socket;

    private SharedDirectory(Process daemon, Path socket) {
        this.daemon = daemon;
        this.socket = socket;
    }

    /// @param cache `always` for files that stay as they are, `none` for those that change
    /// @param place where the socket and the daemon's log go
    static SharedDirectory of(Path directory, String cache, Path place, String name)
            throws IOException, InterruptedException {
        if (!Files.isExecutable(DAEMON)) {
            throw new GuestException(
                    "share "
                            + directory
                            + " with a guest: no "
                            + DAEMON
                            + " here (package qemu-system-common)");
        }
        Path socket = place.resolve(name + ".socket");
        Path log = place.resolve(name + ".log");
        Process daemon =
                new ProcessBuilder(
                                List.of(
                                        DAEMON.toString(),
                                        "--socket-path=" + socket,
                                        "-o",
                                        "source=" + directory,
                                        "-o",
                                        "cache=" + cache,
                                        "-o",
                                        "sandbox=chroot"))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        SharedDirectory shared = new SharedDirectory(daemon, socket);
        shared.await(log);
        return shared;
    }

    private void await(Path log) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!Files.exists(socket)) {
            if (!daemon.isAlive() || Instant.now().isAfter(end)) {
                close();
                throw new GuestException(
                        "share a directory with a guest: virtiofsd did not start: "
                                + Tail.of(log, 3));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    Path socket() {
        return socket;
    }

    @Override
    public void close() {
        daemon.destroy();
        try {
            if (!daemon.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                daemon.destroyForcibly();
            }
        } catch (InterruptedException e) {
            daemon.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
