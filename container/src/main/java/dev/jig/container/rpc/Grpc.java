// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.rpc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jig.container.http.Connection;
import dev.jig.container.http.UnixSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Calls over gRPC to a daemon on this machine: HTTP/2 (RFC 9113) as far as one call at a time
/// needs it. Headers of answers are not decoded: the server is told to keep no table of them, and a
/// call that brings no message has failed. Belongs to one thread.
public final class Grpc implements AutoCloseable {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int WINDOW = 16 << 20;
    private static final int MAX_FRAME = 16_384;
    private static final int HEADER_BYTES = 9;

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GO_AWAY = 7;
    private static final int WINDOW_UPDATE = 8;

    private static final int END_STREAM = 0x1;
    private static final int ACKNOWLEDGE = 0x1;
    private static final int END_HEADERS = 0x4;
    private static final int PADDED = 0x8;

    /// Indexes of RFC 7541's static table.
    private static final int AUTHORITY = 1;

    private static final int METHOD_POST = 3;
    private static final int PATH = 4;
    private static final int SCHEME_HTTP = 6;
    private static final int CONTENT_TYPE = 31;
    private static final int INDEXED = 0x80;

    private final Connection socket;
    private int stream = -1;
    private boolean ended;
    private final MessageBuffer received = new MessageBuffer();

    private Grpc(Connection socket) {
        this.socket = socket;
    }

    /// @throws IOException if nobody listens
    public static Grpc connect(Path path) throws IOException {
        UnixSocket socket = UnixSocket.connect(path);
        try {
            return over(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Begins to talk over a connection, which then belongs to the result.
    public static Grpc over(Connection connection) throws IOException {
        connection.write(PREFACE.getBytes(US_ASCII));
        Grpc grpc = new Grpc(connection);
        // no table of headers (1), no pushes (2), a large window (4)
        grpc.frame(
                SETTINGS,
                0,
                0,
                ByteBuffer.allocate(18)
                        .putShort((short) 1)
                        .putInt(0)
                        .putShort((short) 2)
                        .putInt(0)
                        .putShort((short) 4)
                        .putInt(WINDOW)
                        .array());
        grpc.widen(0, WINDOW);
        return grpc;
    }

    /// How long each further wait may take, in milliseconds; 0 for without end.
    public void limit(long millis) {
        socket.limit(millis);
    }

    /// Calls a method that answers once.
    ///
    /// @param method `/package.Service/Method`
    /// @param metadata further headers
    /// @throws IOException if it failed
    public ProtoMessage call(String method, Map<String, String> metadata, byte[] request)
            throws IOException {
        begin(method, metadata, request);
        ProtoMessage answer = next();
        if (answer == null) {
            throw new RefusedException(method);
        }
        while (!ended) {
            receive();
        }
        return answer;
    }

    /// Calls a method that answers again and again; {@link #next} gives the answers.
    public void begin(String method, Map<String, String> metadata, byte[] request)
            throws IOException {
        stream += 2;
        ended = false;
        received.clear();
        frame(HEADERS, END_HEADERS, stream, headers(method, metadata));
        byte[] message =
                ByteBuffer.allocate(MessageBuffer.PREFIX_BYTES + request.length)
                        .put((byte) 0)
                        .putInt(request.length)
                        .put(request)
                        .array();
        frame(DATA, END_STREAM, stream, message);
    }

    private static byte[] headers(String method, Map<String, String> metadata) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(INDEXED | METHOD_POST);
        out.write(INDEXED | SCHEME_HTTP);
        named(PATH, method, out);
        named(AUTHORITY, "localhost", out);
        named(CONTENT_TYPE, "application/grpc", out);
        header("te", "trailers", out);
        metadata.forEach((name, value) -> header(name, value, out));
        return out.toByteArray();
    }

    /// A literal field without indexing whose name is in the static table.
    private static void named(int name, String value, ByteArrayOutputStream out) {
        integer(name, 4, out);
        string(value, out);
    }

    private static void header(String name, String value, ByteArrayOutputStream out) {
        out.write(0);
        string(name, out);
        string(value, out);
    }

    private static void string(String text, ByteArrayOutputStream out) {
        byte[] bytes = text.getBytes(US_ASCII);
        integer(bytes.length, 7, out);
        out.writeBytes(bytes);
    }

    /// An integer with a prefix of so many bits (RFC 7541, 5.1).
    private static void integer(int value, int bits, ByteArrayOutputStream out) {
        int most = (1 << bits) - 1;
        if (value < most) {
            out.write(value);
            return;
        }
        out.write(most);
        int left = value - most;
        while (left >= 0x80) {
            out.write((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }

    /// The next answer of the call; null after the last.
    public @Nullable ProtoMessage next() throws IOException {
        byte[] message = received.take();
        while (message == null && !ended) {
            receive();
            message = received.take();
        }
        return message == null ? null : ProtoMessage.of(message);
    }

    private void receive() throws IOException {
        ByteBuffer header = ByteBuffer.wrap(socket.read(HEADER_BYTES));
        int length = header.getInt(0) >>> Byte.SIZE;
        if (length > MAX_FRAME) {
            throw new IOException("a frame of " + length + " bytes");
        }
        int flags = header.get(4);
        int on = header.getInt(5) & Integer.MAX_VALUE;
        byte[] payload = socket.read(length);
        switch (header.get(3)) {
            case DATA -> data(flags, on, payload);
            case HEADERS -> ended |= on == stream && (flags & END_STREAM) != 0;
            case SETTINGS -> acknowledge(SETTINGS, flags, new byte[0]);
            case PING -> acknowledge(PING, flags, payload);
            case RESET -> ended |= on == stream;
            case GO_AWAY -> throw new IOException("the server ends the connection");
            default -> {}
        }
    }

    private void data(int flags, int on, byte[] payload) throws IOException {
        boolean padded = (flags & PADDED) != 0 && payload.length > 0;
        int from = padded ? 1 : 0;
        int to = payload.length - (padded ? payload[0] & 0xff : 0);
        if (on == stream && to > from) {
            received.add(payload, from, to);
        }
        if (payload.length > 0) {
            widen(0, payload.length);
            widen(on, payload.length);
        }
        ended |= on == stream && (flags & END_STREAM) != 0;
    }

    private void acknowledge(int type, int flags, byte[] payload) throws IOException {
        if ((flags & ACKNOWLEDGE) == 0) {
            frame(type, ACKNOWLEDGE, 0, payload);
        }
    }

    private void widen(int on, int bytes) throws IOException {
        frame(WINDOW_UPDATE, 0, on, ByteBuffer.allocate(4).putInt(bytes).array());
    }

    private void frame(int type, int flags, int on, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + payload.length);
        frame.putInt((payload.length << Byte.SIZE) | type)
                .put((byte) flags)
                .putInt(on)
                .put(payload);
        socket.write(frame.array());
    }

    @Override
    public void close() {
        socket.close();
    }
}
