// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.reader;

import dev.jig.object.Bytes;
import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import dev.jig.object.VariableSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType;
import dev.jig.object.elf.ElfRelocation;
import dev.jig.object.elf.ElfSection;
import dev.jig.object.elf.ElfSymbol;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes a map of each data section and a variable of each symbol in it that others may see.
final class DataSections {
    /// Bytes a data section may have: what is empty takes no room here, but will in the kernel.
    static final int MAX_SIZE = 1 << 28;

    private static final int KEY_SIZE = 4;

    /// `BPF_F_RDONLY_PROG`: programs may only read.
    private static final int READ_ONLY = 0x80;

    private final ObjectFile file;
    private final Btf btf;
    private final Map<String, MapSpec> maps;
    private final Map<String, VariableSpec> variables;
    private final Set<Integer> referenced = new HashSet<>();

    /// @param maps where the maps are added
    /// @param variables where the variables are added
    DataSections(
            ObjectFile file,
            Btf btf,
            Map<String, MapSpec> maps,
            Map<String, VariableSpec> variables) {
        this.file = file;
        this.btf = btf;
        this.maps = maps;
        this.variables = variables;
        for (ElfSection section : file.sections(SectionRole.CODE)) {
            for (ElfRelocation relocation : file.relocations(section)) {
                referenced.add(file.symbol(relocation).section());
            }
        }
    }

    void read() {
        file.sections(SectionRole.DATA).stream().filter(this::used).forEach(this::read);
        btf.find(BtfKind.DATA_SECTION, Externs.KCONFIG).ifPresent(this::addKconfig);
    }

    /// Merged strings, for one, need not be in any map if no code refers to them.
    private boolean used(ElfSection section) {
        return section.size() != 0
                && (referenced.contains(section.index())
                        || file.symbols(section).stream().anyMatch(DataSections::names));
    }

    private static boolean names(ElfSymbol symbol) {
        return symbol.type() == ElfSymbol.Type.OBJECT
                || (symbol.type() == ElfSymbol.Type.NONE && !symbol.local());
    }

    private void read(ElfSection section) {
        file.require(
                section.size() > 0 && section.size() <= MAX_SIZE,
                "section %s of %s bytes is too large",
                section.name(),
                Long.toUnsignedString(section.size()));
        Bytes contents =
                section.type() == ElfSection.NO_BITS
                        ? Bytes.zeros((int) section.size())
                        : Bytes.copyOf(file.elf().bytes(section));
        int type = btf.find(BtfKind.DATA_SECTION, section.name()).orElse(0);
        boolean readOnly = section.name().startsWith(".rodata");
        add(data(section.name(), contents, type, readOnly));
        addVariables(section, variableTypes(type));
    }

    private static MapSpec data(String name, Bytes contents, int type, boolean readOnly) {
        return new MapSpec(
                name,
                MapType.ARRAY,
                KEY_SIZE,
                contents.size(),
                1,
                readOnly ? READ_ONLY : 0,
                0,
                -1,
                false,
                0,
                type,
                null,
                List.of(),
                contents,
                readOnly);
    }

    private void addKconfig(int section) {
        int size = ((BtfType.DataSection) btf.type(section)).size();
        if (size > 0) {
            add(data(Externs.KCONFIG, Bytes.zeros(size), section, true));
        }
    }

    private void add(MapSpec map) {
        file.require(maps.put(map.name(), map) == null, "two sections are named %s", map.name());
    }

    private Map<String, Integer> variableTypes(int section) {
        Map<String, Integer> types = new HashMap<>();
        if (section != 0) {
            for (BtfType.SectionEntry entry : ((BtfType.DataSection) btf.type(section)).entries()) {
                types.put(btf.name(entry.type()), entry.type());
            }
        }
        return types;
    }

    private void addVariables(ElfSection section, Map<String, Integer> types) {
        for (ElfSymbol symbol : file.symbols(section)) {
            if (names(symbol) && visible(symbol)) {
                addVariable(section, symbol, types.getOrDefault(symbol.name(), 0));
            }
        }
    }

    private static boolean visible(ElfSymbol symbol) {
        return !symbol.local() && !symbol.hidden() && !symbol.name().startsWith(".");
    }

    private void addVariable(ElfSection section, ElfSymbol symbol, int type) {
        String name = symbol.name();
        file.require(
                symbol.value() >= 0
                        && symbol.size() >= 0
                        && symbol.size() <= section.size()
                        && symbol.value() <= section.size() - symbol.size(),
                "variable %s is outside section %s",
                name,
                section.name());
        VariableSpec variable =
                new VariableSpec(
                        name, section.name(), (int) symbol.value(), (int) symbol.size(), type);
        file.require(variables.put(name, variable) == null, "two variables are named %s", name);
    }
}
