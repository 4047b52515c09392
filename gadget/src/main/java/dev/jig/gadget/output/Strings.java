// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// How a mode writes a string. Nothing written is longer than {@link #maxBytes}.
@FunctionalInterface
interface Strings {
    /// What may stand around a string.
    int QUOTES = 2;

    /// Writes the bytes before the first NUL, at most `capacity`.
    ///
    /// @return where it ends
    long write(long at, int capacity, long out);

    /// The most bytes that {@link #write} stores.
    static int maxBytes(int capacity) {
        return Math.addExact(JsonText.maxBytes(capacity), QUOTES);
    }

    /// A string known beforehand.
    default String of(String text) {
        byte[] written = of(text.getBytes(StandardCharsets.UTF_8));
        return new String(written, StandardCharsets.UTF_8);
    }

    /// A string known beforehand. NULs in it are left out.
    default byte[] of(byte[] text) {
        byte[] utf8 = withoutNul(text);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment from = arena.allocate(utf8.length + 1L);
            MemorySegment.copy(utf8, 0, from, ValueLayout.JAVA_BYTE, 0, utf8.length);
            MemorySegment to = arena.allocate(maxBytes(utf8.length));
            long end = write(from.address(), utf8.length, to.address());
            return to.asSlice(0, end - to.address()).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private static byte[] withoutNul(byte[] text) {
        byte[] kept = new byte[text.length];
        int length = 0;
        for (byte next : text) {
            if (next != 0) {
                kept[length++] = next;
            }
        }
        return Arrays.copyOf(kept, length);
    }
}
