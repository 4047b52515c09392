// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import dev.jig.object.elf.ElfFile;
import dev.jig.object.elf.ElfSection;
import dev.jig.object.elf.ElfSymbol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// A copy of a compiled object in which single numbers are changed.
public final class ObjectPatch {
    private static final int SYMBOL_SIZE = 24;

    private final String name;
    private final ByteBuffer file;
    private final ElfFile elf;

    /// @param name of a little-endian object
    public ObjectPatch(String name) {
        this.name = name;
        byte[] bytes = CompiledObjects.bytes(name);
        this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.elf = ElfFile.read(name, ByteBuffer.wrap(bytes.clone()));
    }

    public ObjectSpec read() {
        return ObjectReader.read(name, file.array());
    }

    public ObjectPatch type(int type) {
        file.putShort(16, (short) type);
        return this;
    }

    public ObjectPatch machine(int machine) {
        file.putShort(18, (short) machine);
        return this;
    }

    public ObjectPatch sectionSize(String section, long size) {
        file.putLong((int) file.getLong(40) + section(section).index() * 64 + 32, size);
        return this;
    }

    /// A word of a section's content.
    public ObjectPatch word(String section, int offset, int value) {
        file.putInt((int) section(section).offset() + offset, value);
        return this;
    }

    public ObjectPatch symbolName(String symbol, String other) {
        file.putInt(symbol(symbol), file.getInt(symbol(other)));
        return this;
    }

    public ObjectPatch symbolSection(String symbol, String section) {
        int index = section.isEmpty() ? 0 : section(section).index();
        file.putShort(symbol(symbol) + 6, (short) index);
        return this;
    }

    public ObjectPatch symbolPlace(String symbol, long value, long size) {
        file.putLong(symbol(symbol) + 8, value).putLong(symbol(symbol) + 16, size);
        return this;
    }

    private ElfSection section(String sectionName) {
        return elf.section(sectionName).orElseThrow();
    }

    private int symbol(String symbolName) {
        ElfSection table = section(".symtab");
        List<ElfSymbol> symbols = elf.symbols(table).all();
        for (int index = 0; index < symbols.size(); index++) {
            if (symbols.get(index).name().equals(symbolName)) {
                return (int) table.offset() + index * SYMBOL_SIZE;
            }
        }
        throw new IllegalArgumentException(symbolName);
    }
}
