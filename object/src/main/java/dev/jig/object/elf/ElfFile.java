// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.elf;

import dev.jig.object.MalformedObjectException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An ELF64 file of either byte order, object or executable: its sections, symbols, relocations and
/// segments. Every size and offset is checked before it is used, so that a hostile file costs at
/// most a few times its length and ends in a {@link MalformedObjectException}. Immutable; safe for
/// use by several threads as long as nobody changes the bytes.
public final class ElfFile {
    /// `e_type` of an object that no linker has laid out.
    public static final int RELOCATABLE = 1;

    /// `e_machine` of eBPF.
    public static final int MACHINE_BPF = 247;

    private static final int HEADER_SIZE = 64;
    private static final int SECTION_HEADER_SIZE = 64;
    private static final int SEGMENT_HEADER_SIZE = 56;
    private static final int EXTENDED_INDEX = 0xffff;

    private final String name;
    private final ByteBuffer file;
    private final List<ElfSection> sections;
    private final List<ElfSegment> segments;

    private ElfFile(String name, ByteBuffer file) {
        this.name = name;
        this.file = file;
        this.sections = readSections();
        this.segments = readSegments();
    }

    /// @param name what messages call the file
    /// @param bytes the file from position to limit; not copied, must not change
    /// @throws MalformedObjectException if it is not an ELF64 file
    public static ElfFile read(String name, ByteBuffer bytes) {
        ByteBuffer file = bytes.slice().asReadOnlyBuffer();
        if (file.limit() < HEADER_SIZE
                || file.order(ByteOrder.BIG_ENDIAN).getInt(0) != 0x7f454c46) {
            throw malformed(name, "it is not an ELF file");
        }
        if (file.get(4) != 2) {
            throw malformed(name, "it is not a 64-bit ELF file");
        }
        return new ElfFile(name, file.order(order(name, file.get(5))));
    }

    private static ByteOrder order(String name, int code) {
        return switch (code) {
            case 1 -> ByteOrder.LITTLE_ENDIAN;
            case 2 -> ByteOrder.BIG_ENDIAN;
            default -> throw malformed(name, "its byte order %d is unknown".formatted(code));
        };
    }

    public ByteOrder order() {
        return file.order();
    }

    /// `e_type`: 1 relocatable, 2 executable, 3 shared.
    public int type() {
        return unsignedShort(16);
    }

    /// `e_machine`.
    public int machine() {
        return unsignedShort(18);
    }

    /// All sections; the index is that of the file, so the first is the null section.
    public List<ElfSection> sections() {
        return sections;
    }

    /// All segments (program headers).
    public List<ElfSegment> segments() {
        return segments;
    }

    /// The first section of that name.
    public Optional<ElfSection> section(String sectionName) {
        return sections.stream().filter(section -> section.name().equals(sectionName)).findFirst();
    }

    /// A section's bytes, read-only, in the file's byte order; empty if it has none in the file.
    ///
    /// @throws MalformedObjectException if they are not all in the file or are compressed
    public ByteBuffer bytes(ElfSection section) {
        if (section.type() == ElfSection.NO_BITS || section.type() == ElfSection.NULL) {
            return slice(0, 0, "section", "");
        }
        if ((section.flags() & ElfSection.COMPRESSED) != 0) {
            throw malformed(name, "section %s is compressed".formatted(section.name()));
        }
        return slice(section.offset(), section.size(), "section", section.name());
    }

    /// The symbols of a symbol table.
    ///
    /// @throws MalformedObjectException if it is damaged
    public ElfSymbols symbols(ElfSection table) {
        long strings = table.link();
        if (strings >= sections.size()) {
            throw malformed(name, "section %s has no string table".formatted(table.name()));
        }
        return new ElfSymbols(
                name, bytes(table), new ElfStrings(name, bytes(sections.get((int) strings))));
    }

    /// The relocations of a section of type REL, in file order.
    ///
    /// @throws MalformedObjectException if it is damaged
    public List<ElfRelocation> relocations(ElfSection section) {
        ByteBuffer bytes = bytes(section);
        if (bytes.limit() % ElfRelocation.SIZE != 0) {
            throw malformed(name, "relocations %s are cut off".formatted(section.name()));
        }
        List<ElfRelocation> relocations = new ArrayList<>(bytes.limit() / ElfRelocation.SIZE);
        for (int at = 0; at < bytes.limit(); at += ElfRelocation.SIZE) {
            long info = bytes.getLong(at + 8);
            relocations.add(new ElfRelocation(bytes.getLong(at), (int) (info >>> 32), (int) info));
        }
        return relocations;
    }

    /// Where in the file a function's code starts, looked for in `.symtab`, then in `.dynsym`. A
    /// global symbol wins over a local one of the same name.
    ///
    /// @throws MalformedObjectException if the tables are damaged
    public Optional<ElfFunction> function(String functionName) {
        return symbol(ElfSection.SYMBOL_TABLE, functionName)
                .or(() -> symbol(ElfSection.DYNAMIC_SYMBOLS, functionName))
                .map(this::located);
    }

    private Optional<ElfSymbol> symbol(int tableType, String functionName) {
        return sections.stream()
                .filter(section -> section.type() == tableType)
                .findFirst()
                .flatMap(table -> symbols(table).function(functionName));
    }

    private ElfFunction located(ElfSymbol symbol) {
        if (!symbol.defined()) {
            return new ElfFunction(symbol.name(), 0, symbol.size(), true);
        }
        long offset =
                fileOffset(symbol.value())
                        .orElseThrow(() ->
                                malformed(
                                        name,
                                        "function %s is in no executable segment"
                                                .formatted(symbol.name())));
        return new ElfFunction(symbol.name(), offset, symbol.size(), false);
    }

    private Optional<Long> fileOffset(long address) {
        return segments.stream()
                .filter(segment -> segment.executable() && segment.contains(address))
                .map(segment -> address - segment.address() + segment.offset())
                .findFirst();
    }

    private List<ElfSection> readSections() {
        long table = file.getLong(40);
        if (table == 0) {
            return List.of();
        }
        require(unsignedShort(58) == SECTION_HEADER_SIZE, "its section headers have a wrong size");
        ByteBuffer first = slice(table, SECTION_HEADER_SIZE, "section", "table");
        long count = unsignedShort(60) == 0 ? first.getLong(32) : unsignedShort(60);
        require(count <= file.limit() / SECTION_HEADER_SIZE, "it claims too many sections");
        ByteBuffer headers = slice(table, count * SECTION_HEADER_SIZE, "section", "table");
        int named = unsignedShort(62);
        long names = named == EXTENDED_INDEX ? Integer.toUnsignedLong(first.getInt(40)) : named;
        require(names < count, "its table of section names is missing");
        return readSections(headers, (int) count, (int) names);
    }

    private List<ElfSection> readSections(ByteBuffer headers, int count, int names) {
        ByteBuffer nameHeader = headers.slice(names * SECTION_HEADER_SIZE, SECTION_HEADER_SIZE);
        ElfSection nameTable = ElfSection.read(nameHeader.order(order()), names, "");
        ElfStrings strings = new ElfStrings(name, bytes(nameTable));
        Map<Integer, String> known = new HashMap<>();
        List<ElfSection> read = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            ByteBuffer header =
                    headers.slice(index * SECTION_HEADER_SIZE, SECTION_HEADER_SIZE).order(order());
            String sectionName = known.computeIfAbsent(header.getInt(0), strings::at);
            read.add(ElfSection.read(header, index, sectionName));
        }
        return List.copyOf(read);
    }

    private List<ElfSegment> readSegments() {
        long table = file.getLong(32);
        int count = unsignedShort(56);
        if (table == 0 || count == 0) {
            return List.of();
        }
        require(unsignedShort(54) == SEGMENT_HEADER_SIZE, "its program headers have a wrong size");
        ByteBuffer headers = slice(table, (long) count * SEGMENT_HEADER_SIZE, "program", "headers");
        List<ElfSegment> read = new ArrayList<>(count);
        for (int at = 0; at < headers.limit(); at += SEGMENT_HEADER_SIZE) {
            read.add(ElfSegment.read(headers, at));
        }
        return List.copyOf(read);
    }

    private ByteBuffer slice(long offset, long size, String what, String which) {
        if (offset < 0 || size < 0 || offset > file.limit() || size > file.limit() - offset) {
            throw malformed(
                    name,
                    "%s %s of %s bytes at %s is outside the %d bytes of the file"
                            .formatted(
                                    what,
                                    which,
                                    Long.toUnsignedString(size),
                                    Long.toUnsignedString(offset),
                                    file.limit()));
        }
        return file.slice((int) offset, (int) size).order(file.order());
    }

    private int unsignedShort(int offset) {
        return Short.toUnsignedInt(file.getShort(offset));
    }

    private void require(boolean condition, String fact) {
        if (!condition) {
            throw malformed(name, fact);
        }
    }

    static MalformedObjectException malformed(String file, String fact) {
        return new MalformedObjectException("read %s: %s".formatted(file, fact));
    }
}
