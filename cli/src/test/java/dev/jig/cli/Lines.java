// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Collects what is written to it, line by line. Safe for use by several threads.
final class Lines extends OutputStream {
    private static final int POLL_MILLIS = 100;

    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private final List<String> lines = new ArrayList<>();

    /// Of as many lines as were asked for: reading JSON is what takes long.
    private final List<Json> parsed = new ArrayList<>();

    private boolean ended;

    @Override
    public synchronized void write(int b) {
        if (b == '\n') {
            endLine();
            notifyAll();
        } else {
            begun.write(b);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int begin = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                begun.write(bytes, begin, i - begin);
                endLine();
                begin = i + 1;
            }
        }
        begun.write(bytes, begin, offset + length - begin);
        notifyAll();
    }

    private void endLine() {
        lines.add(begun.toString(UTF_8));
        begun.reset();
    }

    /// No more will come. A line without an end is one, too.
    @Override
    public synchronized void close() {
        if (begun.size() > 0) {
            endLine();
        }
        ended = true;
        notifyAll();
    }

    synchronized List<String> all() {
        return List.copyOf(lines);
    }

    /// All lines so far as JSON.
    synchronized List<Json> documents() {
        while (parsed.size() < lines.size()) {
            document(parsed.size());
        }
        return List.copyOf(parsed);
    }

    private synchronized Json document(int index) {
        for (int i = parsed.size(); i <= index; i++) {
            parsed.add(Json.parse(lines.get(i)));
        }
        return parsed.get(index);
    }

    private synchronized String line(int index) {
        return lines.get(index);
    }

    /// The first line that fits, waited for.
    Optional<String> await(Predicate<String> wanted, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (int i = 0; has(i, deadline); i++) {
            if (wanted.test(line(i))) {
                return Optional.of(line(i));
            }
        }
        return Optional.empty();
    }

    /// The first line that fits as JSON, waited for.
    Optional<Json> awaitDocument(Predicate<Json> wanted, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (int i = 0; has(i, deadline); i++) {
            if (wanted.test(document(i))) {
                return Optional.of(document(i));
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
}
