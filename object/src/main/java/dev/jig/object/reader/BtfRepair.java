// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.reader;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfEditor;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType;
import dev.jig.object.btf.BtfType.Linkage;
import dev.jig.object.btf.BtfType.SectionEntry;
import dev.jig.object.elf.ElfSection;
import dev.jig.object.elf.ElfSymbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Fills in what the compiler leaves to the linker: the sizes of data sections and the places of
/// their variables. Functions and variables that the object hides from others become static: the
/// verifier then checks such a function where it is called, not on its own with unknown arguments.
final class BtfRepair {
    private final ObjectFile file;
    private final Btf btf;
    private final BtfEditor editor;
    private final Map<String, ElfSection> sections = new HashMap<>();
    private final Map<String, ElfSymbol> globals = new HashMap<>();
    private final Map<Integer, Map<String, ElfSymbol>> symbolsBySection = new HashMap<>();

    private BtfRepair(ObjectFile file, Btf btf) {
        this.file = file;
        this.btf = btf;
        this.editor = new BtfEditor(btf);
        file.elf().sections().forEach(section -> sections.putIfAbsent(section.name(), section));
        file.symbols().stream()
                .filter(symbol -> symbol.defined() && !symbol.local())
                .forEach(symbol -> globals.putIfAbsent(symbol.name(), symbol));
    }

    static Btf repair(ObjectFile file, Btf btf) {
        BtfRepair repair = new BtfRepair(file, btf);
        for (int id = 1; id < btf.typeCount(); id++) {
            repair.repair(id);
        }
        return repair.editor.build();
    }

    private void repair(int id) {
        switch (btf.kind(id)) {
            case FUNCTION, VARIABLE -> hide(id);
            case DATA_SECTION -> layOut(id, (BtfType.DataSection) btf.type(id));
            default -> {}
        }
    }

    private void hide(int id) {
        ElfSymbol symbol = globals.get(btf.name(id));
        if (symbol != null && symbol.hidden()) {
            editor.setLinkage(id, Linkage.STATIC);
        }
    }

    private void layOut(int id, BtfType.DataSection section) {
        if (section.name().equals(Externs.KCONFIG)) {
            layOutKconfig(id, section);
            return;
        }
        ElfSection elfSection = sections.get(section.name());
        if (elfSection != null && section.size() == 0) {
            layOut(id, section, elfSection);
        }
    }

    private void layOut(int id, BtfType.DataSection section, ElfSection elfSection) {
        Map<String, ElfSymbol> symbols =
                symbolsBySection.computeIfAbsent(elfSection.index(), _ -> byName(elfSection));
        List<SectionEntry> entries = new ArrayList<>(section.entries().size());
        for (SectionEntry entry : section.entries()) {
            entries.add(placed(entry, symbols.get(btf.name(entry.type())), elfSection));
        }
        entries.sort((one, other) -> Integer.compare(one.offset(), other.offset()));
        editor.setSection(id, sizeOf(elfSection), entries);
    }

    private Map<String, ElfSymbol> byName(ElfSection section) {
        Map<String, ElfSymbol> symbols = new HashMap<>();
        file.symbols(section).forEach(symbol -> symbols.putIfAbsent(symbol.name(), symbol));
        return symbols;
    }

    private SectionEntry placed(
            SectionEntry entry, @Nullable ElfSymbol symbol, ElfSection section) {
        String name = btf.name(entry.type());
        if (symbol == null) {
            throw file.malformed("variable %s of section %s has no symbol", name, section.name());
        }
        long size = entry.size() == 0 ? symbol.size() : entry.size();
        file.require(
                symbol.value() >= 0 && size >= 0 && symbol.value() + size <= sizeOf(section),
                "variable %s is outside section %s",
                name,
                section.name());
        return new SectionEntry(entry.type(), (int) symbol.value(), (int) size);
    }

    private int sizeOf(ElfSection section) {
        file.require(
                section.size() >= 0 && section.size() <= DataSections.MAX_SIZE,
                "section %s of %s bytes is too large",
                section.name(),
                Long.toUnsignedString(section.size()));
        return (int) section.size();
    }

    private void layOutKconfig(int id, BtfType.DataSection section) {
        List<SectionEntry> entries = new ArrayList<>(section.entries().size());
        long end = 0;
        for (SectionEntry entry : section.entries()) {
            requireSimple(entry.type());
            long size = btf.sizeOf(entry.type());
            long offset = aligned(end, btf.alignOf(entry.type()));
            end = offset + size;
            file.require(end <= DataSections.MAX_SIZE, "section .kconfig is too large");
            entries.add(new SectionEntry(entry.type(), (int) offset, (int) size));
            editor.setLinkage(entry.type(), Linkage.GLOBAL);
        }
        editor.setSection(id, (int) aligned(end, Long.BYTES), entries);
    }

    private void requireSimple(int variable) {
        int type = btf.strip(btf.target(variable));
        if (btf.kind(type) == BtfKind.ARRAY) {
            type = btf.strip(btf.word(type, 0));
        }
        file.require(
                btf.kind(variable) == BtfKind.VARIABLE
                        && (btf.kind(type) == BtfKind.INT || btf.kind(type).enumeration()),
                "extern %s of .kconfig is no number, enumeration or text",
                btf.name(variable));
    }

    private static long aligned(long offset, int alignment) {
        return (offset + alignment - 1) / alignment * alignment;
    }
}
