// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import java.io.OutputStream;
import java.lang.foreign.MemorySegment;

/// Takes output a buffer at a time: standard output by write(2), or any stream.
@FunctionalInterface
public interface OutputTarget {
    /// Writes all of the first `length` bytes of native memory, blocking as long as it takes; keeps
    /// nothing of it.
    ///
    /// @throws ReaderGoneException if nobody will ever read it (EPIPE)
    void write(MemorySegment buffer, long length);

    /// A target that copies to a stream and flushes it. An {@link java.io.IOException} becomes a
    /// {@link ReaderGoneException} if the pipe is broken, otherwise an {@link
    /// java.io.UncheckedIOException}. The stream stays the caller's to close.
    static OutputTarget of(OutputStream stream) {
        return new StreamTarget(stream);
    }
}
