// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpExchangeTest {
    @TempDir Path directory;

    private FakeHttpServer server;
    private UnixSocket socket;

    @BeforeEach
    void connect() throws IOException {
        server = new FakeHttpServer(directory.resolve("socket"));
        socket = UnixSocket.connect(directory.resolve("socket"));
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        server.close();
    }

    private String get(String path) throws IOException {
        return new String(HttpExchange.get(socket, path).body(), UTF_8);
    }

    @Test
    void bodiesAreReadWhole() throws IOException {
        String chunks = "200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n";
        server.answers("/plain", "x".repeat(50_000)).answersRaw("/chunks", chunks + "0\r\n\r\n");
        assertThat(get("/plain")).hasSize(50_000);
        assertThat(get("/chunks")).isEqualTo("abcde");
        assertThat(get("/plain")).hasSize(50_000);
    }

    @Test
    void theConnectionIsOfUseAfterAnAnswerThatIsNot200() throws IOException {
        server.answers("/there", "yes");
        assertThatThrownBy(() -> get("/gone"))
                .isInstanceOf(NotOkException.class)
                .hasMessage("GET /gone: HTTP/1.1 404 Not Found");
        assertThat(get("/there")).isEqualTo("yes");
    }

    @Test
    void linesComeInPieces() throws IOException {
        HttpExchange stream = HttpExchange.get(socket, "/events");
        server.event("one\ntw");
        server.event("o\nthree\n");
        for (String line : new String[] {"one", "two", "three"}) {
            assertThat(stream.nextLine()).asString(UTF_8).isEqualTo(line);
        }
    }

    @Test
    void whatIsNoHttpIsRefused() {
        server.answersRaw("/size", "200 OK\r\nContent-Length: -3\r\n\r\n")
                .answersRaw("/chunk", "200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n")
                .answersRaw("/number", "200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno\r\n")
                .answersRaw("/headers", "200 OK\r\n" + "A: b\r\n".repeat(200) + "\r\n")
                .answersRaw("/line", "x".repeat(9000) + "\r\n\r\n");
        for (String path : new String[] {"/size", "/chunk", "/number", "/headers", "/line"}) {
            assertThatThrownBy(
                            () -> {
                                try (UnixSocket other =
                                        UnixSocket.connect(directory.resolve("socket"))) {
                                    HttpExchange.get(other, path).body();
                                }
                            })
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(NotOkException.class);
        }
    }
}
