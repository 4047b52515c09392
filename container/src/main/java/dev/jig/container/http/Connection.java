// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;

/// Bytes to and from a server. Belongs to one thread.
public interface Connection extends AutoCloseable {
    /// How long each further wait may take, in milliseconds; 0 for without end.
    void limit(long millis);

    /// Sends all of it.
    void write(byte[] bytes) throws IOException;

    /// The next byte, 0 to 255.
    ///
    /// @throws EOFException if the other side has ended the connection
    /// @throws SocketTimeoutException if there was none in time
    int read() throws IOException;

    /// That many bytes.
    ///
    /// @throws EOFException if the other side has ended the connection
    /// @throws SocketTimeoutException if they did not come in time
    byte[] read(int count) throws IOException;

    @Override
    void close();
}
