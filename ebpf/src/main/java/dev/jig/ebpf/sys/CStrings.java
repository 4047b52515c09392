// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;

/// Texts that end in a NUL byte.
public final class CStrings {
    private CStrings() {}

    public static MemorySegment allocate(SegmentAllocator allocator, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return allocator.allocateFrom(JAVA_BYTE, Arrays.copyOf(bytes, bytes.length + 1));
    }

    /// The bytes before the first NUL of the segment, or all of it.
    public static String read(MemorySegment segment) {
        return read(segment.toArray(JAVA_BYTE));
    }

    /// The bytes before the first NUL, or all of them.
    public static String read(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, UTF_8);
    }
}
