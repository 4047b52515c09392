// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import java.util.ArrayDeque;
import java.util.Deque;

/// What was done and how to undo it, last first. For one thread at a time; closing twice does
/// nothing.
final class Undo implements AutoCloseable {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    void add(Runnable step) {
        steps.push(step);
    }

    /// All steps are taken even if one throws; the first failure is then thrown.
    @Override
    public synchronized void close() {
        RuntimeException failure = null;
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (RuntimeException thrown) {
                if (failure == null) {
                    failure = thrown;
                } else {
                    failure.addSuppressed(thrown);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
