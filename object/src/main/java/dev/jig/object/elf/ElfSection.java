// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.elf;

import java.nio.ByteBuffer;

/// One section header.
///
/// @param index its place in the section table
/// @param type `sh_type`
/// @param flags `sh_flags`
/// @param address where it is in memory, 0 in an object
/// @param offset where it is in the file, in bytes
/// @param size bytes, in memory if the section has none in the file
/// @param link the section this one depends on: a symbol table's strings
/// @param info the section this one is about: a relocation section's target
public record ElfSection(
        int index,
        String name,
        int type,
        long flags,
        long address,
        long offset,
        long size,
        long link,
        long info) {
    public static final int NULL = 0;
    public static final int PROGRAM_BITS = 1;
    public static final int SYMBOL_TABLE = 2;

    /// Zeros that take no room in the file.
    public static final int NO_BITS = 8;

    /// Relocations without addends.
    public static final int RELOCATIONS = 9;

    public static final int DYNAMIC_SYMBOLS = 11;

    public static final long EXECUTABLE = 4;
    public static final long COMPRESSED = 0x800;

    static ElfSection read(ByteBuffer header, int index, String name) {
        return new ElfSection(
                index,
                name,
                header.getInt(4),
                header.getLong(8),
                header.getLong(16),
                header.getLong(24),
                header.getLong(32),
                Integer.toUnsignedLong(header.getInt(40)),
                Integer.toUnsignedLong(header.getInt(44)));
    }

    /// Whether the section holds code.
    public boolean code() {
        return type == PROGRAM_BITS && (flags & EXECUTABLE) != 0;
    }
}
