// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.rpc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jig.container.socket.SocketServer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Answers gRPC calls on a socket as a test says. It understands what {@link Grpc} sends, and
/// splits, pads and interleaves what it answers as real servers may.
public final class FakeGrpcServer implements AutoCloseable {
    private static final int PREFACE_BYTES = 24;
    private static final int HEADER_BYTES = 9;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final byte[] STATUS_200 = {(byte) 0x88};

    private final SocketServer server;
    private final Map<String, Method> methods = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /// What a method does with a request.
    @FunctionalInterface
    public interface Method {
        void answer(ProtoMessage request, Reply reply) throws IOException;
    }

    /// One call's answer, as it is put together.
    public static final class Reply {
        private final OutputStream out;
        private final int stream;
        private boolean begun;

        Reply(OutputStream out, int stream) {
            this.out = out;
            this.stream = stream;
        }

        private void begin() throws IOException {
            if (!begun) {
                frame(HEADERS, END_HEADERS, stream, STATUS_200);
                begun = true;
            }
        }

        public void message(ProtoWriter message) throws IOException {
            data(prefixed(message.bytes()));
        }

        /// A DATA frame.
        public void data(byte[] bytes) throws IOException {
            begin();
            frame(DATA, 0, stream, bytes);
        }

        /// Trailers, which end the call.
        public void end() throws IOException {
            frame(HEADERS, END_HEADERS | END_STREAM, stream, STATUS_200);
        }

        public void frame(int type, int flags, int on, byte[] payload) throws IOException {
            ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + payload.length);
            frame.putInt((payload.length << Byte.SIZE) | type).put((byte) flags).putInt(on);
            out.write(frame.put(payload).array());
        }
    }

    public FakeGrpcServer(Path socket) throws IOException {
        server = new SocketServer(socket, this::serve);
    }

    /// A message as gRPC sends it.
    public static byte[] prefixed(byte[] message) {
        return ByteBuffer.allocate(MessageBuffer.PREFIX_BYTES + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    /// Has a method answer once.
    public FakeGrpcServer answers(String path, ProtoWriter message) {
        return does(
                path,
                (_, reply) -> {
                    reply.message(message);
                    reply.end();
                });
    }

    public FakeGrpcServer does(String path, Method method) {
        methods.put(path, method);
        return this;
    }

    /// Paths of the calls so far, with their other headers.
    public List<String> calls() {
        return calls;
    }

    /// Ends all connections there are.
    public void disconnect() throws IOException {
        server.disconnect();
    }

    private void serve(InputStream in, OutputStream out) throws IOException {
        in.readNBytes(PREFACE_BYTES);
        new Reply(out, 0).frame(SETTINGS, 0, 0, new byte[0]);
        frames(new DataInputStream(in), out);
    }

    private void frames(DataInputStream in, OutputStream out) throws IOException {
        Map<Integer, List<String>> headers = new HashMap<>();
        while (true) {
            int first = in.readInt();
            int flags = in.readByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(first >>> Byte.SIZE);
            if ((first & 0xff) == HEADERS) {
                headers.put(stream, headers(ByteBuffer.wrap(payload)));
            } else if ((first & 0xff) == DATA && (flags & END_STREAM) != 0) {
                call(headers.getOrDefault(stream, List.of("")), payload, new Reply(out, stream));
            }
        }
    }

    private void call(List<String> headers, byte[] body, Reply reply) throws IOException {
        calls.add(String.join(" ", headers));
        Method method = methods.get(headers.getFirst());
        if (method == null) {
            reply.end();
            return;
        }
        byte[] message = new byte[body.length - MessageBuffer.PREFIX_BYTES];
        System.arraycopy(body, MessageBuffer.PREFIX_BYTES, message, 0, message.length);
        method.answer(ProtoMessage.of(message), reply);
    }

    /// The path, then `name=value` of headers with a literal name but `te`.
    private static List<String> headers(ByteBuffer block) {
        List<String> found = new java.util.ArrayList<>(List.of(""));
        while (block.hasRemaining()) {
            int first = block.get() & 0xff;
            if (first >= 0x80) {
                continue;
            }
            String name = first == 0 ? string(block) : "";
            if (first == 0x0f) {
                first += block.get() & 0xff;
            }
            String value = string(block);
            if (first == 4) {
                found.set(0, value);
            } else if (first == 0 && !name.equals("te")) {
                found.add(name + "=" + value);
            }
        }
        return found;
    }

    private static String string(ByteBuffer block) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int length = block.get() & 0xff;
        if (length == 0x7f) {
            length += block.get() & 0xff;
        }
        for (int i = 0; i < length; i++) {
            text.write(block.get());
        }
        return text.toString(US_ASCII);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
