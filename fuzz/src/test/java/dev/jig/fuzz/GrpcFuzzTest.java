// SPDX-License-Identifier: Apache-2.0
package dev.jig.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jig.container.rpc.Grpc;
import dev.jig.container.rpc.ProtoMessage;
import dev.jig.container.rpc.ProtoWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// What a server answers by HTTP/2, and the protobuf messages in it.
class GrpcFuzzTest {
    private static final int MOST_FIELD = 20;

    static Stream<byte[]> seeds() {
        byte[] message =
                new ProtoWriter()
                        .text(1, "id")
                        .number(2, 4711)
                        .message(8, new ProtoWriter().text(1, "key").text(2, "value"))
                        .bytes();
        ByteBuffer body = ByteBuffer.allocate(5 + message.length);
        body.put((byte) 0).putInt(message.length).put(message);
        byte[] padded = new byte[body.capacity() + 3];
        padded[0] = 2;
        System.arraycopy(body.array(), 0, padded, 1, body.capacity());
        byte[] status = {(byte) 0x88};
        return Stream.of(
                join(frame(4, 0, 0), frame(1, 4, 1, status), frame(0, 1, 1, body.array())),
                join(frame(6, 0, 0, new byte[8]), frame(0, 8, 1, padded), frame(1, 5, 1, status)),
                join(frame(3, 0, 1, new byte[4]), frame(7, 0, 0, new byte[8])));
    }

    private static byte[] frame(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt((payload.length << Byte.SIZE) | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    private static byte[] join(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(Stream.of(parts).mapToInt(part -> part.length).sum());
        Stream.of(parts).forEach(all::put);
        return all.array();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "15s")
    void answers(byte[] bytes) {
        try (Grpc grpc = Grpc.over(new Scripted(bytes))) {
            grpc.begin("/package.Service/Method", Map.of("name", "value"), new byte[3]);
            for (ProtoMessage answer = grpc.next(); answer != null; answer = grpc.next()) {
                use(answer);
            }
            use(grpc.call("/package.Service/Method", Map.of(), new byte[0]));
        } catch (IOException e) {
            Checks.require(!e.getMessage().contains("\n"), "a message has two lines");
        }
    }

    private static void use(ProtoMessage message) throws IOException {
        for (int field = 0; field < MOST_FIELD; field++) {
            message.number(field);
            message.text(field);
            ProtoMessage.of(message.message(field).bytes(2));
            message.texts(field);
        }
    }
}
