// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.value.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// How a mode writes a string. Nothing written is longer than {@link JsonText#maxBytes}.
@FunctionalInterface
interface Strings {
    /// Writes the bytes before the first NUL, at most `capacity`, as a string.
    ///
    /// @return where it ends
    long write(long at, int capacity, long out);

    /// A string known beforehand.
    default String of(String text) {
        byte[] utf8 = text.replace("\0", "").getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment from = arena.allocate(utf8.length + (long) Memory.SLACK);
            MemorySegment.copy(utf8, 0, from, ValueLayout.JAVA_BYTE, 0, utf8.length);
            MemorySegment to = arena.allocate(JsonText.maxBytes(utf8.length));
            long end = write(from.address(), utf8.length, to.address());
            byte[] written = to.asSlice(0, end - to.address()).toArray(ValueLayout.JAVA_BYTE);
            return new String(written, StandardCharsets.UTF_8);
        }
    }
}
