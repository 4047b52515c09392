// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.hook;

import dev.jig.container.Container;
import dev.jig.container.proc.Processes;
import java.nio.file.Path;

/// A container that a runtime is making: it is complete when one of the runtime's processes opens
/// the root file system in another mount namespace, to make it its root.
///
/// @param creator process of the runtime
/// @param creatorNamespace its mount namespace
/// @param root the root file system, as this process can open it
/// @param since System.nanoTime when it was begun
record Pending(int creator, long creatorNamespace, Path root, Container container, long since) {
    private static final int MAX_GENERATIONS = 8;

    /// Whether a process is one of the runtime's that already is in the container.
    boolean isEnteredBy(int pid) {
        long namespace = Processes.namespace(pid, "mnt");
        return namespace != 0 && namespace != creatorNamespace && descends(pid);
    }

    private boolean descends(int pid) {
        int ancestor = pid;
        for (int i = 0; i < MAX_GENERATIONS && ancestor > 1; i++) {
            if (ancestor == creator) {
                return true;
            }
            ancestor = Processes.parent(ancestor);
        }
        return false;
    }
}
