// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.stack;

import dev.jig.object.elf.ElfFile;
import dev.jig.object.elf.ElfSection;
import dev.jig.object.elf.ElfSegment;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A program or library: what is needed to name addresses in it. A value; lookups allocate nothing.
///
/// @param segments parts that are loaded as code
/// @param buildId in hexadecimal, empty if it has none
public record Module(SymbolTable symbols, List<ElfSegment> segments, AsciiName buildId) {
    /// A file that tells nothing.
    public static final Module UNKNOWN = new Module(SymbolTable.EMPTY, List.of(), AsciiName.EMPTY);

    private static final String NOTE = ".note.gnu.build-id";
    private static final int NOTE_HEADER = 16;
    private static final int MAX_ID = 64;

    /// @throws dev.jig.object.MalformedObjectException if it is damaged
    static Module of(ElfFile file) {
        List<ElfSegment> code = file.segments().stream().filter(ElfSegment::executable).toList();
        return new Module(SymbolTable.read(file), code, buildId(file));
    }

    /// The descriptor of a note named `GNU` (elf(5)).
    private static AsciiName buildId(ElfFile file) {
        Optional<ElfSection> section = file.section(NOTE);
        ByteBuffer note = section.map(file::bytes).orElse(ByteBuffer.allocate(0));
        if (note.limit() < NOTE_HEADER || note.getInt(0) != Integer.BYTES) {
            return AsciiName.EMPTY;
        }
        int length = Math.clamp(note.getInt(4), 0, Math.min(MAX_ID, note.limit() - NOTE_HEADER));
        byte[] id = new byte[length];
        note.get(NOTE_HEADER, id);
        return AsciiName.of(HexFormat.of().formatHex(id), 2 * MAX_ID);
    }

    /// The virtual address of a place in the file; the place itself if it is in no code.
    public long address(long fileOffset) {
        for (int i = 0; i < segments.size(); i++) {
            ElfSegment segment = segments.get(i);
            long inside = fileOffset - segment.offset();
            if (inside >= 0 && inside < segment.fileSize()) {
                return segment.address() + inside;
            }
        }
        return fileOffset;
    }
}
