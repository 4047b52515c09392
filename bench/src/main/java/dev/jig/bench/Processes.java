// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Waiting for processes the benchmarks started.
final class Processes {
    private static final long LONGEST_SECONDS = 120;

    private Processes() {}

    /// The exit code; a process that does not end in two minutes is ended.
    static int waitFor(Process process) throws IOException {
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("did not end: " + process.info().command().orElse("?"));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
