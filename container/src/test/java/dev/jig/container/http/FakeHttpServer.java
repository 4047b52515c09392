// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// Answers GETs on a socket as a test says: paths begin as given, or there is no such thing.
public final class FakeHttpServer implements AutoCloseable {
    private final ServerSocketChannel listening;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    public FakeHttpServer(Path socket) throws IOException {
        listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().start(this::accept);
    }

    public FakeHttpServer answers(String path, String body) {
        answers.put(path, "200 OK\r\nContent-Length: " + length(body) + "\r\n\r\n" + body);
        return this;
    }

    /// With a head and a body of the test's own.
    public FakeHttpServer answersRaw(String path, String answer) {
        answers.put(path, answer);
        return this;
    }

    /// A chunk of what `/events` answers.
    public void event(String text) {
        events.add(text);
    }

    public List<String> asked() {
        return asked;
    }

    private static int length(String text) {
        return text.getBytes(UTF_8).length;
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
            var in =
                    new BufferedReader(
                            new InputStreamReader(Channels.newInputStream(connection), UTF_8));
            OutputStream out = Channels.newOutputStream(connection);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("GET ")) {
                    answer(line.split(" ", -1)[1], out);
                }
            }
        } catch (IOException | InterruptedException ended) {
            // the client has gone
        }
    }

    private void answer(String path, OutputStream out) throws IOException, InterruptedException {
        asked.add(path);
        if (path.startsWith("/events")) {
            send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                String event = events.take();
                send(out, Integer.toHexString(length(event)) + "\r\n" + event + "\r\n");
            }
        }
        String missing = "{\"message\": \"no such thing\"}";
        String none = "404 Not Found\r\nContent-Length: " + length(missing) + "\r\n\r\n" + missing;
        send(out, "HTTP/1.1 " + answers.getOrDefault(path, none));
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }
}
