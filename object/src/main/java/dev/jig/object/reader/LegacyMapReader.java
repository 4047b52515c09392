// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.reader;

import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import dev.jig.object.elf.ElfSection;
import dev.jig.object.elf.ElfSymbol;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/// Map definitions from before BTF: sections `maps…` of records of equal size, five words of which
/// are known.
final class LegacyMapReader {
    private static final int RECORD = 20;

    private final ObjectFile file;
    private final Map<String, MapSpec> maps;

    LegacyMapReader(ObjectFile file, Map<String, MapSpec> maps) {
        this.file = file;
        this.maps = maps;
    }

    void read() {
        file.sections(SectionRole.LEGACY_MAPS).forEach(this::read);
    }

    private void read(ElfSection section) {
        List<ElfSymbol> symbols =
                file.symbols(section).stream().filter(symbol -> !symbol.local()).toList();
        ByteBuffer bytes = file.elf().bytes(section);
        if (bytes.limit() == 0) {
            return;
        }
        file.require(
                !symbols.isEmpty() && bytes.limit() % symbols.size() == 0,
                "section %s is no list of maps",
                section.name());
        int size = bytes.limit() / symbols.size();
        file.require(size >= RECORD, "the maps of section %s are cut off", section.name());
        for (int index = 0; index < symbols.size(); index++) {
            add(symbols.get(index), bytes, index * size, size);
        }
    }

    private void add(ElfSymbol symbol, ByteBuffer bytes, int at, int size) {
        file.require(symbol.value() == at, "map %s is not at its place", symbol.name());
        for (int extra = RECORD; extra < size; extra++) {
            file.require(
                    bytes.get(at + extra) == 0,
                    "map %s has fields that are not known",
                    symbol.name());
        }
        MapSpec map =
                MapSpec.of(
                                symbol.name(),
                                type(symbol, bytes.getInt(at)),
                                bytes.getInt(at + 4),
                                bytes.getInt(at + 8),
                                bytes.getInt(at + 12))
                        .withFlags(bytes.getInt(at + 16));
        file.require(maps.put(symbol.name(), map) == null, "two maps are named %s", symbol.name());
    }

    private MapType type(ElfSymbol symbol, int code) {
        return MapType.of(Integer.toUnsignedLong(code))
                .orElseThrow(() ->
                        file.malformed(
                                "map %s is of the unknown type %s",
                                symbol.name(), Integer.toUnsignedString(code)));
    }
}
