// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A buffer whose output is kept.
final class Capture implements AutoCloseable {
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private final OutputBuffer buffer = new OutputBuffer(OutputTarget.of(stream));

    OutputBuffer buffer() {
        return buffer;
    }

    byte[] bytes() {
        buffer.flush();
        return stream.toByteArray();
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    void clear() {
        buffer.flush();
        stream.reset();
    }

    @Override
    public void close() {
        buffer.close();
    }
}
