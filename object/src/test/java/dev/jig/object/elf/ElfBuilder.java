// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.elf;

import dev.jig.object.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes small executables: sections, symbols and segments as told.
final class ElfBuilder {
    private record Section(String name, int type, long link, Bytes content) {}

    private record Segment(int flags, long offset, long address, long size) {}

    /// @param type `STT_*`
    /// @param binding `STB_*`
    record Symbol(String name, int type, int binding, int section, long value, long size) {}

    private final ByteOrder order;
    private final List<Section> sections = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();

    ElfBuilder(ByteOrder order) {
        this.order = order;
        sections.add(new Section("", ElfSection.NULL, 0, Bytes.empty()));
    }

    ElfBuilder segment(int flags, long offset, long address, long size) {
        segments.add(new Segment(flags, offset, address, size));
        return this;
    }

    ElfBuilder section(String name, int type, byte[] content) {
        sections.add(new Section(name, type, 0, Bytes.copyOf(content)));
        return this;
    }

    /// A symbol table and, behind it, its names.
    ElfBuilder symbols(String name, int type, Symbol... symbols) {
        StringBuilder names = new StringBuilder("\0");
        ByteBuffer table = ByteBuffer.allocate(24 * (symbols.length + 1)).order(order);
        table.position(24);
        for (Symbol symbol : symbols) {
            table.putInt(names.length());
            names.append(symbol.name()).append('\0');
            table.put((byte) ((symbol.binding() << 4) | symbol.type())).put((byte) 0);
            table.putShort((short) symbol.section()).putLong(symbol.value());
            table.putLong(symbol.size());
        }
        sections.add(new Section(name, type, sections.size() + 1, Bytes.copyOf(table.flip())));
        return section(name + ".names", 3, names.toString().getBytes(StandardCharsets.UTF_8));
    }

    byte[] build() {
        StringBuilder names = new StringBuilder();
        List<Integer> nameOffsets = new ArrayList<>();
        section(".shstrtab", 3, new byte[0]);
        for (Section section : sections) {
            nameOffsets.add(names.length());
            names.append(section.name()).append('\0');
        }
        byte[] nameBytes = names.toString().getBytes(StandardCharsets.UTF_8);
        sections.set(sections.size() - 1, new Section(".shstrtab", 3, 0, Bytes.copyOf(nameBytes)));
        int contents = sections.stream().mapToInt(section -> section.content().size()).sum();
        int dataStart = 64 + 56 * segments.size();
        int table = dataStart + contents;
        ByteBuffer file = ByteBuffer.allocate(table + 64 * sections.size()).order(order);
        putHeader(file, table);
        for (Segment segment : segments) {
            file.putInt(1).putInt(segment.flags()).putLong(segment.offset());
            file.putLong(segment.address()).putLong(0);
            file.putLong(segment.size()).putLong(segment.size()).putLong(4096);
        }
        sections.forEach(section -> file.put(section.content().toArray()));
        putSections(file, nameOffsets, dataStart);
        return file.array();
    }

    private void putHeader(ByteBuffer file, int table) {
        boolean little = order == ByteOrder.LITTLE_ENDIAN;
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, (byte) (little ? 1 : 2), 1});
        file.position(16).putShort((short) 3).putShort((short) 62).putInt(1).putLong(0);
        file.putLong(segments.isEmpty() ? 0 : 64).putLong(table).putInt(0);
        file.putShort((short) 64).putShort((short) 56).putShort((short) segments.size());
        file.putShort((short) 64).putShort((short) sections.size());
        file.putShort((short) (sections.size() - 1));
    }

    private void putSections(ByteBuffer file, List<Integer> nameOffsets, int start) {
        int offset = start;
        for (int index = 0; index < sections.size(); index++) {
            Section section = sections.get(index);
            file.putInt(nameOffsets.get(index)).putInt(section.type()).putLong(0).putLong(0);
            file.putLong(offset).putLong(section.content().size());
            file.putInt((int) section.link()).putInt(0).putLong(0).putLong(0);
            offset += section.content().size();
        }
    }
}
