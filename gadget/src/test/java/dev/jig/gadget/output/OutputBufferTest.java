// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputBufferTest {
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

    @Test
    void textComesOutInOrderHoweverMuch() {
        StringBuilder expected = new StringBuilder();
        try (OutputBuffer buffer = new OutputBuffer(OutputTarget.of(stream))) {
            for (int i = 0; i < 3000; i++) {
                String text = Integer.toString(i).repeat(i % 50) + "\n";
                buffer.append(text);
                expected.append(text);
            }
            String large = "é".repeat(200_000);
            buffer.append(large);
            expected.append(large);
            buffer.flush();
        }
        assertThat(stream.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
    }

    @Test
    void nothingIsWrittenBeforeItIsFlushed() {
        try (OutputBuffer buffer = new OutputBuffer(OutputTarget.of(stream))) {
            buffer.append("a");
            assertThat(stream.size()).isZero();
            buffer.flush();
            buffer.flush();
            assertThat(stream.size()).isEqualTo(1);
        }
    }

    @Test
    void aReaderThatIsGoneIsToldOnce() {
        try (OutputBuffer buffer = new OutputBuffer(OutputTarget.of(failing("Broken pipe")))) {
            buffer.append("a");
            assertThatThrownBy(buffer::flush).isInstanceOf(ReaderGoneException.class);
            assertThatCode(buffer::flush).doesNotThrowAnyException();
        }
    }

    @Test
    void otherFailuresStayFailures() {
        try (OutputBuffer buffer =
                new OutputBuffer(OutputTarget.of(failing("No space left on device")))) {
            buffer.append("a");
            assertThatThrownBy(buffer::flush)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("No space");
        }
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(message);
            }
        };
    }
}
