// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.reader;

import dev.jig.object.elf.ElfSection;
import dev.jig.object.elf.ElfSymbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where the functions of all sections are, and what each is called. Two local functions of one
/// name (a linked object can have them) get names that differ.
final class FunctionTable {
    /// @param start first byte in the section
    /// @param end behind the last byte
    record Place(String name, ElfSection section, ElfSymbol symbol, int start, int end) {}

    private final ObjectFile file;
    private final List<Place> places = new ArrayList<>();
    private final Map<Integer, Map<Long, String>> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> duplicates = new HashMap<>();

    FunctionTable(ObjectFile file) {
        this.file = file;
        List<ElfSection> code = file.sections(SectionRole.CODE);
        code.forEach(this::takeGlobalNames);
        code.forEach(this::add);
    }

    /// All functions, by section, then by place.
    List<Place> places() {
        return places;
    }

    /// The function that starts at a byte of a section.
    Optional<String> at(int section, long start) {
        return Optional.ofNullable(names.getOrDefault(section, Map.of()).get(start));
    }

    private void takeGlobalNames(ElfSection section) {
        functions(section).stream().filter(symbol -> !symbol.local()).forEach(this::takeName);
    }

    private void takeName(ElfSymbol symbol) {
        file.require(taken.add(symbol.name()), "two functions are named %s", symbol.name());
    }

    private void add(ElfSection section) {
        List<ElfSymbol> functions = functions(section);
        file.require(!functions.isEmpty(), "section %s has code but no function", section.name());
        int size = file.elf().bytes(section).limit();
        Map<Long, String> starts = names.computeIfAbsent(section.index(), _ -> new HashMap<>());
        long free = 0;
        for (int index = 0; index < functions.size(); index++) {
            ElfSymbol symbol = functions.get(index);
            if (!starts.containsKey(symbol.value())) {
                long next = index + 1 < functions.size() ? functions.get(index + 1).value() : size;
                Place place = place(section, symbol, free, next, size);
                starts.put(symbol.value(), place.name());
                places.add(place);
                free = place.end();
            }
        }
    }

    private Place place(ElfSection section, ElfSymbol symbol, long free, long next, int size) {
        file.require(!symbol.name().isEmpty(), "a function has no name");
        long start = symbol.value();
        long end = symbol.size() == 0 ? next : start + symbol.size();
        file.require(
                start >= free && end >= start && end <= size && (start & 7) == 0 && (end & 7) == 0,
                "function %s overlaps another or is outside section %s",
                symbol.name(),
                section.name());
        file.require(end > start, "function %s has no code", symbol.name());
        return new Place(uniqueName(symbol), section, symbol, (int) start, (int) end);
    }

    private String uniqueName(ElfSymbol symbol) {
        if (!symbol.local() || taken.add(symbol.name())) {
            return symbol.name();
        }
        String name;
        do {
            name =
                    symbol.name()
                            + "."
                            + duplicates.merge(symbol.name(), 2, (count, _) -> count + 1);
        } while (!taken.add(name));
        return name;
    }

    private List<ElfSymbol> functions(ElfSection section) {
        return file.symbols(section).stream()
                .filter(FunctionTable::function)
                .sorted(FunctionTable::compare)
                .toList();
    }

    /// By place; of several names of one place the largest, then a global one first.
    private static int compare(ElfSymbol one, ElfSymbol other) {
        int place = Long.compare(one.value(), other.value());
        int size = place != 0 ? place : Long.compare(other.size(), one.size());
        int binding = size != 0 ? size : Boolean.compare(one.local(), other.local());
        return binding != 0 ? binding : one.name().compareTo(other.name());
    }

    private static boolean function(ElfSymbol symbol) {
        return symbol.type() == ElfSymbol.Type.FUNCTION
                || (symbol.type() == ElfSymbol.Type.NONE && !symbol.local());
    }
}
