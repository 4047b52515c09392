// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.container.socket.SocketServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// Answers GETs on a socket as a test says: paths begin as given, or there is no such thing.
public final class FakeHttpServer implements AutoCloseable {
    private final SocketServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    public FakeHttpServer(Path socket) throws IOException {
        server = new SocketServer(socket, this::serve);
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

    private void serve(InputStream input, OutputStream out)
            throws IOException, InterruptedException {
        var in = new BufferedReader(new InputStreamReader(input, UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("GET ")) {
                answer(line.split(" ", -1)[1], out);
            }
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
        server.close();
    }
}
