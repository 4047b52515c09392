// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// A runtime that tells of its containers through a socket. Belongs to one thread.
public interface Source {
    /// Tells of the containers there are, says that it has, and then of new ones as long as the
    /// connection lasts.
    ///
    /// @param sink takes what is known of a container or a pod
    /// @param answered takes what the runtime says of itself, once all there are have been told
    /// @throws IOException when the connection ends or the runtime does not answer in time
    void follow(ContainerSink sink, Consumer<String> answered) throws IOException;

    /// Makes a source of a socket.
    @FunctionalInterface
    interface Factory {
        /// @param socket is there
        Source open(Path socket);
    }
}
