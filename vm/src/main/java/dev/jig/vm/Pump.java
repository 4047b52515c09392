// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// A thread that copies a stream as it comes, until its end. Closing waits for that end.
final class Pump implements AutoCloseable {
    private final Thread thread;

    private Pump(Thread thread) {
        this.thread = thread;
    }

    static Pump of(InputStream from, OutputStream to) {
        return new Pump(Thread.ofPlatform().daemon().start(() -> copy(from, to)));
    }

    private static void copy(InputStream from, OutputStream to) {
        try (from) {
            from.transferTo(to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
