// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.Answer;
import dev.jig.ebpf.Kernel;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.param.Param;
import dev.jig.gadget.run.GadgetOutline;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.image.info.BtfWords;
import dev.jig.image.info.KindNames;
import dev.jig.image.info.TypeWords;
import dev.jig.image.memory.MapMemory;
import dev.jig.image.need.Need;
import dev.jig.image.need.Needs;
import dev.jig.image.need.Release;
import dev.jig.object.JigException;
import dev.jig.object.MapSpec;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What `jig image inspect` tells people of a gadget.
final class Overview {
    private static final int PAGE = 4096;
    private static final int OLD = 4;

    private final GadgetSpec gadget;
    private final Console console;
    private final Kernel kernel;
    private final StringBuilder text = new StringBuilder();

    Overview(GadgetSpec gadget, Console console, Kernel kernel) {
        this.gadget = gadget;
        this.console = console;
        this.kernel = kernel;
    }

    @Override
    public String toString() {
        write(AskedKernel.isLinux() ? Optional.of(kernel) : Optional.empty());
        return text.toString();
    }

    private void write(Optional<Kernel> linux) {
        int cpus = linux.map(Overview::cpus).orElseGet(Overview::processors);
        GadgetOutline outline = GadgetOutline.of(gadget, cpus);
        ObjectSpec object = outline.object();
        Set<String> optional = outline.optional();
        MapMemory memory = new MapMemory(cpus, PAGE);
        Needs needs = Needs.of(object, optional);
        NeedCheck check = new NeedCheck(linux);
        head(object, needs, memory);
        programs(object, optional);
        maps(object, memory);
        params();
        gadget.dataSources().forEach(this::fields);
        needs(needs, check);
    }

    private static int cpus(Kernel kernel) {
        try {
            return kernel.possibleCpus();
        } catch (JigException unreadable) {
            return processors();
        }
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private void head(ObjectSpec object, Needs needs, MapMemory memory) {
        String description = gadget.metadata().description().strip();
        text.append(console.outStyle().bold(gadget.name()));
        text.append(description.isEmpty() ? "" : ": " + description).append('\n');
        text.append(
                "license %s; needs Linux %s or newer; maps hold %s of kernel memory on %d CPUs\n"
                        .formatted(
                                object.license().isEmpty() ? "none" : object.license(),
                                needs.minimum(),
                                size(memory.of(object)),
                                memory.cpus()));
    }

    private void programs(ObjectSpec object, Set<String> optional) {
        Table table = table("PROGRAM", "TYPE", "INSTRUCTIONS", "TARGET");
        for (ProgramSpec program : object.programs().values()) {
            String target = program.target().isEmpty() ? program.section() : program.target();
            table.row(
                    program.name(),
                    KindNames.of(program.kind()),
                    String.valueOf(program.slots()),
                    optional.contains(program.name()) ? target + " (optional)" : target);
        }
        section("Programs", table, object.programs().isEmpty());
    }

    private void maps(ObjectSpec object, MapMemory memory) {
        Table table = table("MAP", "TYPE", "KEY", "VALUE", "ENTRIES", "MEMORY");
        for (MapSpec map : object.maps().values()) {
            table.row(
                    map.name() + (map.pinByName() ? " (pinned)" : ""),
                    map.type().name().toLowerCase(Locale.ROOT),
                    part(object, map.keyType(), map.keySize()),
                    part(object, map.isData() ? 0 : map.valueType(), map.valueSize()),
                    String.valueOf(map.maxEntries()),
                    size(memory.of(map)));
        }
        section("Maps", table, object.maps().isEmpty());
    }

    /// `u64, 8 bytes`; sizes alone where the object says no more.
    private static String part(ObjectSpec object, int type, int size) {
        String words = BtfWords.of(object.btf(), type);
        String bytes = size == 0 ? "-" : size + (size == 1 ? " byte" : " bytes");
        return words.isEmpty() ? bytes : words + ", " + bytes;
    }

    private static String size(long bytes) {
        double kibibytes = bytes / 1024.0;
        return kibibytes < 1024
                ? String.format(Locale.ROOT, "%.1f KiB", kibibytes)
                : String.format(Locale.ROOT, "%.1f MiB", kibibytes / 1024);
    }

    private void params() {
        Table table = table("PARAM", "TYPE", "DEFAULT", "DESCRIPTION");
        for (Param param : gadget.params()) {
            String name =
                    "--" + param.key() + (param.alias().isEmpty() ? "" : ", -" + param.alias());
            String value = param.defaultValue().isEmpty() ? "-" : param.defaultValue();
            table.row(name, TypeWords.of(param.type()), value, param.description().strip());
        }
        section("Params", table, gadget.params().isEmpty());
    }

    private void fields(DataSource source) {
        Table table = table("FIELD", "TYPE", "DESCRIPTION");
        for (Field field : source.fields()) {
            table.row(field.name(), TypeWords.of(field.type()), field.description().strip());
        }
        section("Fields of " + source.name(), table, source.fields().isEmpty());
    }

    private void needs(Needs needs, NeedCheck check) {
        Table table = table("NEED", "SINCE", "HERE", "BY");
        List<Need> recent =
                needs.all().stream().filter(need -> need.since().major() > OLD).toList();
        for (Need need : recent) {
            String by = need.by().stream().limit(3).collect(Collectors.joining(", "));
            String more = need.by().size() > 3 ? ", ..." : "";
            String words = need.necessity().words();
            table.row(
                    need.thing().words(),
                    need.since().toString(),
                    here(check.of(need.thing())),
                    by + more + (words.isEmpty() ? "" : " (" + words + ")"));
        }
        String here =
                check.release()
                        .map(Release::toString)
                        .map(release -> "here is %s".formatted(release))
                        .orElse("here is no kernel to ask");
        section("Needs newer than Linux 4 (" + here + ")", table, recent.isEmpty());
    }

    private static String here(Answer answer) {
        return switch (answer) {
            case YES -> "yes";
            case NO -> "no";
            case UNKNOWN -> "could not tell";
        };
    }

    private Table table(String... header) {
        return new Table(console.columns(), header);
    }

    private void section(String heading, Table table, boolean empty) {
        if (!empty) {
            text.append('\n').append(console.outStyle().bold(heading + ":")).append('\n');
            text.append(table);
        }
    }
}
