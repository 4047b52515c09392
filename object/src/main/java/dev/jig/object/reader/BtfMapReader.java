// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.reader;

import dev.jig.object.MapSpec;
import dev.jig.object.MapSpec.Slot;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType;
import dev.jig.object.elf.ElfRelocation;
import dev.jig.object.elf.ElfSection;
import dev.jig.object.elf.ElfSymbol;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The maps of the section `.maps`: each is a variable whose type, not whose bytes, says what the
/// map is like.
final class BtfMapReader {
    private final ObjectFile file;
    private final Btf btf;
    private final Map<String, MapSpec> maps;

    /// @param maps where the maps are added
    BtfMapReader(ObjectFile file, Btf btf, Map<String, MapSpec> maps) {
        this.file = file;
        this.btf = btf;
        this.maps = maps;
    }

    void read() {
        List<ElfSection> sections = file.sections(SectionRole.MAPS);
        file.require(sections.size() <= 1, "two sections are named .maps");
        sections.forEach(this::read);
    }

    private void read(ElfSection section) {
        if (section.size() == 0) {
            return;
        }
        int id =
                btf.find(BtfKind.DATA_SECTION, section.name())
                        .orElseThrow(() -> file.malformed("section .maps has no BTF"));
        Map<String, ElfSymbol> symbols = new HashMap<>();
        file.symbols(section).forEach(symbol -> symbols.putIfAbsent(symbol.name(), symbol));
        ByteBuffer bytes = file.elf().bytes(section);
        Values values = new Values(file.relocations(section));
        long free = 0;
        for (BtfType.SectionEntry entry : ((BtfType.DataSection) btf.type(id)).entries()) {
            String name = btf.name(entry.type());
            file.require(entry.offset() >= free, "map %s overlaps another", name);
            free = (long) entry.offset() + entry.size();
            read(entry, name, symbols.get(name), bytes, values);
        }
        values.requireAllUsed();
    }

    private void read(
            BtfType.SectionEntry entry,
            String name,
            @Nullable ElfSymbol symbol,
            ByteBuffer bytes,
            Values values) {
        file.require(
                btf.kind(entry.type()) == BtfKind.VARIABLE && symbol != null,
                "map %s has no symbol",
                name);
        long end = (long) entry.offset() + entry.size();
        file.require(end <= bytes.limit(), "map %s is outside its section", name);
        for (int at = entry.offset(); at < end; at++) {
            file.require(bytes.get(at) == 0, "map %s is not empty", name);
        }
        MapDefinition definition = new MapDefinition(file, btf, name, false);
        definition.read(btf.strip(btf.target(entry.type())));
        List<Slot> slots = values.slots(entry, definition.valuesOffset(), name);
        file.require(
                maps.put(name, definition.build(slots)) == null, "two maps are named %s", name);
    }

    /// The relocations of `.maps`: the initial values of program arrays and maps of maps.
    private final class Values {
        private final List<ElfRelocation> relocations;
        private int next;

        Values(List<ElfRelocation> relocations) {
            this.relocations = relocations;
        }

        /// The values of one map; must be called in the order of their places.
        List<Slot> slots(BtfType.SectionEntry entry, int valuesOffset, String map) {
            List<Slot> slots = new ArrayList<>();
            long end = (long) entry.offset() + entry.size();
            while (next < relocations.size() && relocations.get(next).offset() < end) {
                ElfRelocation relocation = relocations.get(next++);
                long distance = relocation.offset() - entry.offset() - valuesOffset;
                file.require(
                        valuesOffset >= 0 && distance >= 0 && distance % Long.BYTES == 0,
                        "map %s has a value where none can be",
                        map);
                String target = file.symbol(relocation).name();
                file.require(
                        !target.isEmpty(),
                        "map %s has a value without a name (is it static?)",
                        map);
                slots.add(new Slot((int) (distance / Long.BYTES), target));
            }
            return slots;
        }

        void requireAllUsed() {
            file.require(next == relocations.size(), "section .maps has a value outside its maps");
        }
    }
}
