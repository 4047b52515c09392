// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.elf;

import java.nio.ByteBuffer;

/// One program header: a part of the file and where it is in memory.
///
/// @param type `p_type`, 1 for a part that is loaded
/// @param flags `p_flags`: 1 execute, 2 write, 4 read
/// @param offset bytes from the file's start
/// @param address the virtual address it is linked for
/// @param fileSize bytes in the file
/// @param memorySize bytes in memory
public record ElfSegment(
        int type, int flags, long offset, long address, long fileSize, long memorySize) {
    private static final int LOADED = 1;
    private static final int EXECUTE = 1;

    static ElfSegment read(ByteBuffer headers, int at) {
        return new ElfSegment(
                headers.getInt(at),
                headers.getInt(at + 4),
                headers.getLong(at + 8),
                headers.getLong(at + 16),
                headers.getLong(at + 32),
                headers.getLong(at + 40));
    }

    /// Whether it is loaded as code.
    public boolean executable() {
        return type == LOADED && (flags & EXECUTE) != 0;
    }

    /// Whether it is loaded and the address is in it.
    public boolean contains(long virtualAddress) {
        return type == LOADED
                && Long.compareUnsigned(virtualAddress - address, memorySize) < 0
                && Long.compareUnsigned(virtualAddress, address) >= 0;
    }
}
