// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GrpcTest {
    private static final String METHOD = "/test.Service/Method";
    private static final int PING = 6;
    private static final int GO_AWAY = 7;
    private static final int RESET = 3;
    private static final int PADDED = 8;

    @TempDir Path directory;

    private FakeGrpcServer server;
    private Grpc client;

    @BeforeEach
    void connect() throws IOException {
        server = new FakeGrpcServer(directory.resolve("socket"));
        client = Grpc.connect(directory.resolve("socket"));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private ProtoMessage call() throws IOException {
        return client.call(METHOD, Map.of(), new ProtoWriter().text(1, "ask").bytes());
    }

    @Test
    void callsAndItsMetadataReachTheServerAndItsAnswerTheCaller() throws IOException {
        server.does(
                METHOD,
                (request, reply) -> {
                    reply.message(new ProtoWriter().text(1, request.text(1) + "ed"));
                    reply.end();
                });
        Map<String, String> metadata = Map.of("containerd-namespace", "k8s.io");
        byte[] request = new ProtoWriter().text(1, "ask").bytes();
        assertThat(client.call(METHOD, metadata, request).text(1)).isEqualTo("asked");
        assertThat(call().text(1)).isEqualTo("asked");
        assertThat(server.calls()).containsExactly(METHOD + " containerd-namespace=k8s.io", METHOD);
    }

    @Test
    void aMethodThatFailsOrIsNotThereIsRefusedAndTheConnectionGoesOn() throws IOException {
        server.answers(METHOD, new ProtoWriter().text(1, "fine"));
        assertThatThrownBy(() -> client.call("/test.Service/No", Map.of(), new byte[0]))
                .isInstanceOf(RefusedException.class)
                .hasMessage("call /test.Service/No: refused");
        assertThat(call().text(1)).isEqualTo("fine");
    }

    @Test
    void aStreamThatIsResetIsRefused() throws IOException {
        server.does(METHOD, (_, reply) -> reply.frame(RESET, 0, 1, new byte[4]));
        assertThatThrownBy(this::call).isInstanceOf(RefusedException.class);
    }

    @Test
    void aMessageMayComeInPiecesWithPaddingAndOtherFramesBetween() throws IOException {
        server.does(
                METHOD,
                (_, reply) -> {
                    byte[] all =
                            FakeGrpcServer.prefixed(new ProtoWriter().text(1, "whole").bytes());
                    byte[] padded = new byte[1 + 3 + 2];
                    padded[0] = 2;
                    System.arraycopy(all, 3, padded, 1, 3);
                    reply.data(Arrays.copyOf(all, 3));
                    reply.frame(PING, 0, 0, new byte[8]);
                    reply.frame(0, PADDED, 1, padded);
                    reply.frame(0x42, 0, 0, new byte[5]);
                    reply.data(Arrays.copyOfRange(all, 6, all.length));
                    reply.end();
                });
        assertThat(call().text(1)).isEqualTo("whole");
    }

    @Test
    void messagesOfAStreamComeOneByOneUntilItEnds() throws IOException {
        server.does(
                METHOD,
                (_, reply) -> {
                    byte[] one = FakeGrpcServer.prefixed(new ProtoWriter().text(1, "one").bytes());
                    byte[] two = FakeGrpcServer.prefixed(new ProtoWriter().text(1, "two").bytes());
                    reply.data(
                            ByteBuffer.allocate(one.length + two.length).put(one).put(two).array());
                    reply.message(new ProtoWriter().text(1, "three"));
                    reply.end();
                });
        client.begin(METHOD, Map.of(), new byte[0]);
        for (String expected : new String[] {"one", "two", "three"}) {
            assertThat(client.next()).isNotNull().extracting(m -> m.text(1)).isEqualTo(expected);
        }
        assertThat(client.next()).isNull();
    }

    /// More than one frame and more than the flow control's first window of 64 KiB.
    @Test
    void anAnswerMayBeLarge() throws IOException {
        String large = "x".repeat(1_000_000);
        server.does(
                METHOD,
                (_, reply) -> {
                    byte[] all = FakeGrpcServer.prefixed(new ProtoWriter().text(1, large).bytes());
                    for (int at = 0; at < all.length; at += 16_384) {
                        reply.data(Arrays.copyOfRange(all, at, Math.min(all.length, at + 16_384)));
                    }
                    reply.end();
                });
        assertThat(call().text(1)).isEqualTo(large);
    }

    @Test
    void aServerThatBreaksTheProtocolEndsTheConversation() throws IOException {
        server.does("/go/away", (_, reply) -> reply.frame(GO_AWAY, 0, 0, new byte[8]))
                .does("/too/large", (_, reply) -> reply.frame(0, 0, 1, new byte[16_385]))
                .does("/too/long", (_, reply) -> reply.data(new byte[] {0, 127, 0, 0, 0}))
                .does("/compressed", (_, reply) -> reply.data(new byte[] {1, 0, 0, 0, 0}));
        for (String path : new String[] {"/go/away", "/too/large", "/too/long", "/compressed"}) {
            try (Grpc other = Grpc.connect(directory.resolve("socket"))) {
                assertThatThrownBy(() -> other.call(path, Map.of(), new byte[0]))
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(RefusedException.class);
            }
        }
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForLonger() throws IOException {
        server.does(METHOD, (_, _) -> {});
        client.limit(50);
        assertThatThrownBy(this::call).hasMessage("no answer within 50 ms");
    }
}
