// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.rpc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Puts gRPC's messages together: a byte that is 0, four of length, and as many.
final class MessageBuffer {
    static final int PREFIX_BYTES = 5;

    private static final int MAX_MESSAGE = 16 << 20;
    private static final int MAX_BUFFERED = 2 * MAX_MESSAGE;

    private byte[] bytes = new byte[1024];
    private int size;

    void clear() {
        size = 0;
    }

    void add(byte[] from, int start, int end) throws IOException {
        int wanted = size + end - start;
        if (wanted > MAX_BUFFERED) {
            throw new IOException("more than " + MAX_BUFFERED + " bytes of answers");
        }
        if (wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(wanted, 2 * bytes.length));
        }
        System.arraycopy(from, start, bytes, size, end - start);
        size = wanted;
    }

    /// Takes the next message; null if it is not complete.
    byte @Nullable [] take() throws IOException {
        if (size < PREFIX_BYTES) {
            return null;
        }
        int length = ByteBuffer.wrap(bytes).getInt(1);
        if (length < 0 || length > MAX_MESSAGE || bytes[0] != 0) {
            throw new IOException("a message that is compressed or too long");
        }
        int end = PREFIX_BYTES + length;
        if (size < end) {
            return null;
        }
        byte[] message = Arrays.copyOfRange(bytes, PREFIX_BYTES, end);
        System.arraycopy(bytes, end, bytes, 0, size - end);
        size -= end;
        return message;
    }
}
