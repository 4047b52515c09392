// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.reader;

import dev.jig.object.MalformedObjectException;
import dev.jig.object.elf.ElfFile;
import dev.jig.object.elf.ElfRelocation;
import dev.jig.object.elf.ElfSection;
import dev.jig.object.elf.ElfSymbol;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The ELF file as the reader needs it: sections with their roles, symbols and relocations by
/// section.
///
/// This and its neighbours compare by hand: what `Comparator.comparing…` makes cannot be kept in
/// the AOT cache and costs a start some 10 ms.
final class ObjectFile {
    private static final int RESERVED_SECTIONS = 0xff00;

    private final String name;
    private final ElfFile elf;
    private final List<SectionRole> roles;
    private final List<ElfSymbol> symbols;
    private final Map<Integer, List<ElfSymbol>> symbolsBySection = new HashMap<>();
    private final Map<Integer, List<ElfRelocation>> relocations = new HashMap<>();

    ObjectFile(String name, byte[] file) {
        this.name = name;
        this.elf = ElfFile.read(name, ByteBuffer.wrap(file));
        require(elf.type() == ElfFile.RELOCATABLE, "it is not an object file");
        require(
                elf.machine() == ElfFile.MACHINE_BPF || elf.machine() == 0,
                "its machine %d is not eBPF",
                elf.machine());
        requireDistinctBytes();
        this.roles = elf.sections().stream().map(SectionRole::of).toList();
        this.symbols = readSymbols();
        groupSymbols();
        readRelocations();
    }

    /// Sections of an object do not share bytes; a hostile file must not have the same bytes read
    /// once a section.
    private void requireDistinctBytes() {
        long end = 0;
        for (ElfSection section :
                elf.sections().stream()
                        .filter(section -> elf.bytes(section).hasRemaining())
                        .sorted((one, other) -> Long.compare(one.offset(), other.offset()))
                        .toList()) {
            require(section.offset() >= end, "its sections overlap");
            end = section.offset() + section.size();
        }
    }

    private List<ElfSymbol> readSymbols() {
        return elf.sections().stream()
                .filter(section -> section.type() == ElfSection.SYMBOL_TABLE)
                .findFirst()
                .map(table -> elf.symbols(table).all())
                .orElse(List.of());
    }

    private void groupSymbols() {
        for (ElfSymbol symbol : symbols) {
            if (symbol.defined() && symbol.section() < RESERVED_SECTIONS) {
                require(
                        symbol.section() < roles.size(),
                        "symbol %s is in no section",
                        symbol.name());
                symbolsBySection
                        .computeIfAbsent(symbol.section(), _ -> new ArrayList<>())
                        .add(symbol);
            }
        }
        symbolsBySection
                .values()
                .forEach(list ->
                        list.sort((one, other) -> Long.compare(one.value(), other.value())));
    }

    private void readRelocations() {
        for (ElfSection section : elf.sections()) {
            if (section.type() == ElfSection.RELOCATIONS && relevant(section.info())) {
                relocations
                        .computeIfAbsent((int) section.info(), _ -> new ArrayList<>())
                        .addAll(elf.relocations(section));
            }
        }
        relocations
                .values()
                .forEach(list ->
                        list.sort((one, other) -> Long.compare(one.offset(), other.offset())));
    }

    private boolean relevant(long target) {
        return target < roles.size()
                && (role((int) target) == SectionRole.CODE
                        || role((int) target) == SectionRole.MAPS);
    }

    ElfFile elf() {
        return elf;
    }

    SectionRole role(int section) {
        return roles.get(section);
    }

    ElfSection section(int index) {
        return elf.sections().get(index);
    }

    List<ElfSection> sections(SectionRole role) {
        return elf.sections().stream()
                .filter(section -> roles.get(section.index()) == role)
                .toList();
    }

    /// All symbols by index.
    List<ElfSymbol> symbols() {
        return symbols;
    }

    /// The symbols defined in a section, by ascending value.
    List<ElfSymbol> symbols(ElfSection section) {
        return symbolsBySection.getOrDefault(section.index(), List.of());
    }

    /// The relocations of a section of code or maps, by ascending offset.
    List<ElfRelocation> relocations(ElfSection section) {
        return relocations.getOrDefault(section.index(), List.of());
    }

    ElfSymbol symbol(ElfRelocation relocation) {
        int index = relocation.symbol();
        require(index >= 0 && index < symbols.size(), "a relocation has no symbol");
        return symbols.get(index);
    }

    /// What people call a symbol; one of a section has no name of its own.
    String label(ElfSymbol symbol) {
        return symbol.type() == ElfSymbol.Type.SECTION && symbol.section() < roles.size()
                ? section(symbol.section()).name()
                : symbol.name();
    }

    /// @param fact a format, filled in only if the condition does not hold
    @SuppressWarnings("AnnotateFormatMethod") // that annotation is of a library not used here
    void require(boolean condition, String fact, Object... details) {
        if (!condition) {
            throw malformed(fact, details);
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // that annotation is of a library not used here
    MalformedObjectException malformed(String fact, Object... details) {
        return new MalformedObjectException("read %s: %s".formatted(name, fact.formatted(details)));
    }
}
