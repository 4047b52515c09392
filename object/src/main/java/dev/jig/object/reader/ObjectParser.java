// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.reader;

import dev.jig.object.MapSpec;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ObjectSpec.KconfigExtern;
import dev.jig.object.ProgramSpec;
import dev.jig.object.SectionName;
import dev.jig.object.VariableSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfText;
import dev.jig.object.btf.BtfType;
import dev.jig.object.bytes.TextBytes;
import dev.jig.object.elf.ElfSection;
import dev.jig.object.elf.ElfSymbol;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads one object file, step by step: types, maps, functions, then programs.
public final class ObjectParser {
    private final ObjectFile file;
    private final Map<String, MapSpec> maps = new LinkedHashMap<>();
    private final Map<String, VariableSpec> variables = new LinkedHashMap<>();

    public ObjectParser(String name, byte[] bytes) {
        this.file = new ObjectFile(name, bytes);
    }

    public ObjectSpec parse() {
        Btf btf = file.elf().section(".BTF").map(this::types).orElseGet(this::noTypes);
        new BtfMapReader(file, btf, maps).read();
        new LegacyMapReader(file, maps).read();
        new DataSections(file, btf, maps, variables).read();
        String license = license();
        return new ObjectSpec(
                file.elf().order(),
                license,
                btf,
                maps,
                programs(functions(btf), license),
                variables,
                kconfig(btf),
                file.elf().sections().stream().map(ElfSection::name).toList());
    }

    private Btf types(ElfSection section) {
        Btf btf = Btf.parse(file.elf().bytes(section));
        file.require(btf.order() == file.elf().order(), "its BTF has another byte order");
        return BtfRepair.repair(file, btf);
    }

    private Btf noTypes() {
        return Btf.empty(file.elf().order());
    }

    private String license() {
        return file.sections(SectionRole.LICENSE).stream()
                .findFirst()
                .map(section -> untilZero(file.elf().bytes(section)))
                .orElse("");
    }

    private static String untilZero(ByteBuffer bytes) {
        return TextBytes.decode(bytes, 0, TextBytes.length(bytes, 0, bytes.limit()));
    }

    private List<Function> functions(Btf btf) {
        BtfText text = new BtfText(btf);
        ExtInfo info =
                file.elf()
                        .section(".BTF.ext")
                        .filter(_ -> btf.typeCount() > 1)
                        .map(section -> ExtInfo.parse(file.elf().bytes(section), text))
                        .orElseGet(ExtInfo::none);
        FunctionTable table = new FunctionTable(file);
        ReferenceReader references =
                new ReferenceReader(file, table, maps.keySet(), new Externs(btf));
        Map<Integer, FunctionReader> readers = new HashMap<>();
        List<Function> functions = new ArrayList<>();
        for (FunctionTable.Place place : table.places()) {
            FunctionReader reader =
                    readers.computeIfAbsent(
                            place.section().index(),
                            _ -> new FunctionReader(file, place.section(), info, text, references));
            functions.add(reader.read(place));
        }
        return functions;
    }

    private Map<String, ProgramSpec> programs(List<Function> functions, String license) {
        Set<String> called = new HashSet<>();
        functions.forEach(function -> called.addAll(function.callees()));
        Linker linker = new Linker(file, functions);
        Map<String, ProgramSpec> programs = new LinkedHashMap<>();
        for (Function function : functions) {
            if (program(function, called)) {
                programs.put(function.name(), program(function, linker, license));
            }
        }
        return programs;
    }

    /// Functions of `.text` are there to be called, and so is a static function that is called.
    private static boolean program(Function function, Set<String> called) {
        boolean helper = function.symbol().local() && called.contains(function.name());
        return !function.library() && !helper;
    }

    private static ProgramSpec program(Function function, Linker linker, String license) {
        String section = function.section().name();
        SectionName name = SectionName.parse(section);
        return new ProgramSpec(
                function.name(),
                section,
                name.kind(),
                name.target(),
                name.autoload(),
                license,
                linker.link(function));
    }

    private Map<String, KconfigExtern> kconfig(Btf btf) {
        Map<String, KconfigExtern> externs = new LinkedHashMap<>();
        btf.find(BtfKind.DATA_SECTION, Externs.KCONFIG)
                .ifPresent(
                        id -> addKconfig(btf, (BtfType.DataSection) btf.type(id), weak(), externs));
        return externs;
    }

    private static void addKconfig(
            Btf btf,
            BtfType.DataSection section,
            Set<String> weak,
            Map<String, KconfigExtern> externs) {
        for (BtfType.SectionEntry entry : section.entries()) {
            String name = btf.name(entry.type());
            externs.put(
                    name,
                    new KconfigExtern(
                            name,
                            btf.target(entry.type()),
                            entry.offset(),
                            entry.size(),
                            weak.contains(name)));
        }
    }

    private Set<String> weak() {
        Set<String> names = new HashSet<>();
        file.symbols().stream()
                .filter(symbol -> !symbol.defined() && symbol.weak())
                .map(ElfSymbol::name)
                .forEach(names::add);
        return names;
    }
}
