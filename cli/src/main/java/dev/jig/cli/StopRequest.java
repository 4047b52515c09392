// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import org.jspecify.annotations.Nullable;

/// The wish that what is running comes to its end: made by a signal, by a closed pipe, or by time.
/// A wish made before anything runs is kept. Safe for use by several threads.
final class StopRequest {
    private boolean made;
    private @Nullable Runnable action;

    /// Wishes. Only the first wish has an effect.
    void make() {
        Runnable toDo;
        synchronized (this) {
            toDo = made ? null : action;
            made = true;
        }
        if (toDo != null) {
            toDo.run();
        }
    }

    synchronized boolean made() {
        return made;
    }

    /// Says what makes the work end; called at once if the wish was made already. Must return
    /// quickly and be callable from any thread.
    void whenMade(Runnable stop) {
        boolean now;
        synchronized (this) {
            action = stop;
            now = made;
        }
        if (now) {
            stop.run();
        }
    }
}
