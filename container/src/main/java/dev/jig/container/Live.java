// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import java.io.FileInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A container with a process, or that had one a moment ago. Its mount namespace is held open, so
/// that the number of the namespace means nothing else as long as the container is known.
final class Live implements AutoCloseable {
    private final @Nullable FileInputStream pin;
    private Container container;
    private long endedAt;

    private Live(Container container, @Nullable FileInputStream pin) {
        this.container = container;
        this.pin = pin;
    }

    static Live of(Container container) {
        return new Live(container, pin(container.execution().pid()));
    }

    private static @Nullable FileInputStream pin(int pid) {
        try {
            return new FileInputStream("/proc/" + pid + "/ns/mnt");
        } catch (IOException gone) {
            return null;
        }
    }

    Container container() {
        return container;
    }

    void update(Container newer) {
        container = newer;
    }

    /// Its process has ended.
    ///
    /// @param now System.nanoTime
    void end(long now) {
        endedAt = now == 0 ? 1 : now;
    }

    boolean ended() {
        return endedAt != 0;
    }

    /// Whether it ended that long ago, or nobody knows what its namespace's number means now.
    boolean isOver(long now, long keptNanos) {
        return ended() && (pin == null || now - endedAt >= keptNanos);
    }

    @Override
    public void close() {
        if (pin != null) {
            try {
                pin.close();
            } catch (IOException impossible) {
                // nothing was written
            }
        }
    }
}
