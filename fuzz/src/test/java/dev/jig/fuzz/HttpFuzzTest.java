// SPDX-License-Identifier: Apache-2.0
package dev.jig.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jig.container.http.HttpExchange;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// What a server answers by HTTP/1.1.
class HttpFuzzTest {
    static Stream<byte[]> seeds() {
        String length = "200 OK|Content-Length: 5||ab|de";
        String chunks = "200 OK|Transfer-Encoding: chunked||4|a|b|0||";
        String missing = "404 Not Found|Content-Length: 2||{}HTTP/1.1 200 OK||";
        return Stream.of(length, chunks, missing)
                .map(text -> ("HTTP/1.1 " + text).replace("|", "\r\n").getBytes(US_ASCII));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "15s")
    void answers(byte[] bytes) {
        boolean lines = bytes.length % 2 == 0;
        Scripted server = new Scripted(bytes);
        for (int i = 0; i < 3; i++) {
            try {
                HttpExchange exchange = HttpExchange.get(server, "/path");
                if (!lines) {
                    exchange.body();
                    continue;
                }
                while (exchange.nextLine() != null) {
                    // the next one
                }
            } catch (IOException e) {
                Checks.require(!e.getMessage().contains("\n"), "a message has two lines");
            }
        }
    }
}
