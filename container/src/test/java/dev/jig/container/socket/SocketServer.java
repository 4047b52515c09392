// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Listens on a Unix socket and serves each connection on a thread of its own.
public final class SocketServer implements AutoCloseable {
    private final ServerSocketChannel listening;
    private final Conversation conversation;
    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();

    /// What is said on one connection; it ends with a failure when the client or the test ends it.
    @FunctionalInterface
    public interface Conversation {
        void hold(InputStream in, OutputStream out) throws IOException, InterruptedException;
    }

    public SocketServer(Path socket, Conversation conversation) throws IOException {
        this.conversation = conversation;
        listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = listening.accept();
                connections.add(connection);
                Thread.ofPlatform().daemon().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            conversation.hold(
                    Channels.newInputStream(connection), Channels.newOutputStream(connection));
        } catch (IOException | InterruptedException ended) {
            // the client has gone, or broke the protocol, which its test will notice
        }
    }

    /// Ends all connections there are.
    public void disconnect() throws IOException {
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        disconnect();
    }
}
