// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A socket at which a runtime may listen, and the thread that talks to it while it is there. What
/// goes wrong there is tried again later and never reaches anybody else.
final class Endpoint implements AutoCloseable {
    private static final long RETRY_MILLIS = 1000;
    private static final int STACK_BYTES = 256 << 10;

    private final String runtime;
    private final Path socket;
    private final Source.Factory factory;
    private final ContainerSink sink;
    private final Runnable changed;
    private @Nullable Thread thread;
    private volatile @Nullable RuntimeStatus status;

    /// @param changed is called when it answers or fails
    Endpoint(
            String runtime,
            Path socket,
            Source.Factory factory,
            ContainerSink sink,
            Runnable changed) {
        this.runtime = runtime;
        this.socket = socket;
        this.factory = factory;
        this.sink = sink;
        this.changed = changed;
    }

    /// Null as long as there is no such socket.
    @Nullable RuntimeStatus status() {
        return status;
    }

    /// Starts to talk if the socket is there and nobody does.
    synchronized void look() {
        if ((thread == null || !thread.isAlive()) && Files.exists(socket)) {
            status = new RuntimeStatus(runtime, place(), RuntimeStatus.State.ASKED, "");
            Thread talking = new Thread(null, this::run, "jig-" + runtime, STACK_BYTES);
            talking.setDaemon(true);
            talking.start();
            thread = talking;
        }
    }

    private String place() {
        return socket.toString();
    }

    private void run() {
        try {
            while (Files.exists(socket)) {
                try {
                    factory.open(socket).follow(sink, this::answered);
                } catch (IOException | RuntimeException e) {
                    failed(String.valueOf(e.getMessage()));
                }
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
            status = null;
            changed.run();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void answered(String detail) {
        status = new RuntimeStatus(runtime, place(), RuntimeStatus.State.ANSWERS, detail);
        changed.run();
    }

    private void failed(String why) {
        status = new RuntimeStatus(runtime, place(), RuntimeStatus.State.FAILS, why);
        changed.run();
    }

    /// Asks the thread to end; a daemon that hangs is not waited for.
    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
