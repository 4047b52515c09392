// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Output to a stream of bytes.
final class StreamTarget implements OutputTarget {
    private static final int CHUNK_BYTES = 16 << 10;

    private final OutputStream stream;
    private final byte[] chunk = new byte[CHUNK_BYTES];

    StreamTarget(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(MemorySegment buffer, long length) {
        try {
            for (long done = 0; done < length; done += CHUNK_BYTES) {
                int part = (int) Math.min(CHUNK_BYTES, length - done);
                MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, done, chunk, 0, part);
                stream.write(chunk, 0, part);
            }
            stream.flush();
        } catch (IOException e) {
            throw isBrokenPipe(e) ? new ReaderGoneException() : new UncheckedIOException(e);
        }
    }

    /// The JDK tells EPIPE only by the C library's text for it.
    private static boolean isBrokenPipe(IOException e) {
        String message = e.getMessage();
        return message != null && message.contains("Broken pipe");
    }
}
