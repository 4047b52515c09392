// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import dev.jig.container.oci.RuntimeState;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/// Reads the state directories of OCI runtimes: the containers that no daemon tells of, and those
/// whose daemon does not answer.
final class StateScan {
    private static final int MAX_ROOTS = 256;

    private final ContainerSink sink;
    private final Set<Path> more = new LinkedHashSet<>();

    StateScan(ContainerSink sink) {
        this.sink = sink;
    }

    /// Adds a directory that a runtime was seen to use.
    synchronized void add(Path root) {
        if (more.size() < MAX_ROOTS) {
            more.add(root);
        }
    }

    private synchronized Set<Path> roots() {
        Set<Path> roots = new LinkedHashSet<>(Places.state());
        Places.stateByNamespace().forEach(parent -> addChildren(parent, roots));
        roots.addAll(more);
        return roots;
    }

    private static void addChildren(Path parent, Set<Path> roots) {
        try (DirectoryStream<Path> namespaces = Files.newDirectoryStream(parent)) {
            namespaces.forEach(roots::add);
        } catch (IOException | RuntimeException absent) {
            // no such runtime
        }
    }

    /// Tells of all containers there are, and of their pods.
    void run() {
        for (Path root : roots()) {
            RuntimeState.all(root, sink);
        }
    }
}
