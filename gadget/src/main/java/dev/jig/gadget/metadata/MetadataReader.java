// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.metadata;

import dev.jig.gadget.metadata.GadgetMetadata.Condition;
import dev.jig.gadget.metadata.GadgetMetadata.DataSourceSettings;
import dev.jig.gadget.metadata.GadgetMetadata.FieldSettings;
import dev.jig.gadget.metadata.GadgetMetadata.MapSettings;
import dev.jig.gadget.metadata.GadgetMetadata.ParamSettings;
import dev.jig.gadget.metadata.GadgetMetadata.ProgramSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads `gadget.yaml`. Every key has to be known; keys are the same in upper and lower case, and a
/// scalar of any kind is its text. Whether the names in it exist in the object is not looked at
/// here.
public final class MetadataReader {
    private static final int MAX_ENTRIES = 1 << 30;
    private static final int MAX_FREQUENCY = 100_000;

    private static final String CUSTOM_PARAMS = "params.custom.";

    private static final List<String> PARAM_KEYS =
            List.of(
                    "key",
                    "defaultValue",
                    "description",
                    "alias",
                    "title",
                    "valueHint",
                    "possibleValues");

    private final YamlErrors errors;

    private MetadataReader(YamlErrors errors) {
        this.errors = errors;
    }

    /// @param file what messages call the file
    /// @throws dev.jig.gadget.MalformedGadgetException if the text is not such metadata
    public static GadgetMetadata read(String file, String yaml) {
        YamlErrors errors = new YamlErrors(file);
        return new MetadataReader(errors).gadget(YamlReader.read(errors, yaml));
    }

    private GadgetMetadata gadget(@Nullable YamlNode root) {
        Section top =
                Section.of(
                        errors,
                        "",
                        root,
                        "name",
                        "description",
                        "homepageURL",
                        "documentationURL",
                        "sourceURL",
                        "annotations",
                        "datasources",
                        "params",
                        "ebpfParams",
                        "paramDefaults",
                        "programs",
                        "maps",
                        "operator");
        Section params = top.section("params", "ebpf", "wasm", "custom");
        return new GadgetMetadata(
                top.text("name"),
                top.text("description"),
                top.text("homepageURL"),
                top.text("documentationURL"),
                top.text("sourceURL"),
                top.annotations("annotations"),
                top.named("datasources", this::dataSource),
                ebpfParams(top, params),
                params.named("wasm", this::wasmParam),
                params.named("custom", this::customParam),
                top.flattened("paramDefaults"),
                top.named("programs", this::program),
                top.named("maps", this::map),
                top.flattened("operator"));
    }

    private Map<String, ParamSettings> ebpfParams(Section top, Section params) {
        Map<String, ParamSettings> found = new LinkedHashMap<>();
        found.putAll(top.named("ebpfParams", this::ebpfParam));
        found.putAll(params.named("ebpf", this::ebpfParam));
        return found;
    }

    private DataSourceSettings dataSource(String path, YamlNode node) {
        Section section = Section.of(errors, path, node, "annotations", "tags", "fields");
        section.entries("annotations")
                .forEach(a -> AnnotationKeys.DATA_SOURCE.check(errors, path, a));
        return new DataSourceSettings(
                section.annotations("annotations"),
                section.texts("tags"),
                section.named("fields", this::field));
    }

    private FieldSettings field(String path, YamlNode node) {
        Section section = Section.of(errors, path, node, "annotations", "tags");
        section.entries("annotations").forEach(a -> AnnotationKeys.FIELD.check(errors, path, a));
        return new FieldSettings(section.annotations("annotations"), section.texts("tags"));
    }

    private ParamSettings ebpfParam(String path, YamlNode node) {
        ParamSettings settings = param(path, paramSection(path, node, List.of()));
        if (settings.key().isEmpty()) {
            throw errors.at(node.line(), path + " has no key");
        }
        return settings;
    }

    private ParamSettings wasmParam(String path, YamlNode node) {
        return param(path, paramSection(path, node, List.of("typeHint", "tags", "isMandatory")));
    }

    private CustomParam customParam(String path, YamlNode node) {
        Section section = paramSection(path, node, CustomParamReader.KEYS);
        ParamSettings read = param(path, section);
        String name = path.substring(CUSTOM_PARAMS.length());
        ParamSettings settings = read.key().isEmpty() ? read.withKey(name) : read;
        return new CustomParamReader(errors, path).read(section, settings);
    }

    private Section paramSection(String path, YamlNode node, List<String> moreKeys) {
        Stream<String> keys = Stream.concat(PARAM_KEYS.stream(), moreKeys.stream());
        return Section.of(errors, path, node, keys.toArray(String[]::new));
    }

    private ParamSettings param(String path, Section section) {
        String key = section.text("key");
        if (!key.matches("[A-Za-z0-9._-]{0,64}") || key.startsWith("-")) {
            throw errors.at(
                    section.line("key"), path + ".key may have letters, digits, dots and dashes");
        }
        String alias = section.text("alias");
        if (!alias.matches("[A-Za-z0-9]?")) {
            throw errors.at(section.line("alias"), path + ".alias must be one letter or digit");
        }
        return new ParamSettings(
                key,
                section.has("defaultValue") ? section.text("defaultValue") : null,
                section.text("description"),
                alias,
                section.text("title"),
                section.text("valueHint"),
                section.texts("possibleValues"));
    }

    private ProgramSettings program(String path, YamlNode node) {
        Section section =
                Section.of(
                        errors,
                        path,
                        node,
                        "attach_to",
                        "targets",
                        "group",
                        "optional",
                        "fields",
                        "when",
                        "whenKernel",
                        "perf",
                        "sampler");
        Section sampler = section.section("sampler", "frequency");
        section.section("perf", "type", "config", "sampleType");
        return new ProgramSettings(
                targets(section, path),
                section.text("group"),
                section.flag("optional"),
                section.texts("fields"),
                condition(section, path),
                kernels(section),
                sampler.number("frequency", 0, 1, MAX_FREQUENCY),
                section.flattened("perf"));
    }

    private List<String> targets(Section section, String path) {
        if (!section.has("attach_to")) {
            return section.texts("targets");
        }
        if (section.has("targets")) {
            throw errors.at(section.line("targets"), path + " has both attach_to and targets");
        }
        List<String> target = section.texts("attach_to");
        boolean disabled = target.equals(List.of(CustomParamReader.DISABLED));
        return disabled ? List.of(CustomParam.OFF) : target;
    }

    private static KernelCondition kernels(Section section) {
        Section kernel =
                section.section(
                        "whenKernel",
                        "function",
                        "noFunction",
                        "type",
                        "noType",
                        "field",
                        "noField");
        return new KernelCondition(
                kernel.texts("function"),
                kernel.texts("noFunction"),
                kernel.texts("type"),
                kernel.texts("noType"),
                kernel.texts("field"),
                kernel.texts("noField"));
    }

    private @Nullable Condition condition(Section section, String path) {
        String text = section.text("when").strip();
        boolean expected = !text.startsWith("!");
        String variable = expected ? text : text.substring(1).strip();
        if (text.isEmpty() && !section.has("when")) {
            return null;
        }
        if (!variable.matches("[A-Za-z_][A-Za-z0-9_]{0,127}")) {
            throw errors.at(section.line("when"), path + ".when must be a variable or !variable");
        }
        return new Condition(variable, expected);
    }

    private MapSettings map(String path, YamlNode node) {
        Section section =
                Section.of(errors, path, node, "entriesPerCpu", "minEntries", "maxEntries");
        if (!section.has("entriesPerCpu")) {
            throw errors.at(node.line(), path + " has no entriesPerCpu");
        }
        int lowest = section.number("minEntries", 1, 1, MAX_ENTRIES);
        int highest = section.number("maxEntries", MAX_ENTRIES, 1, MAX_ENTRIES);
        if (lowest > highest) {
            throw errors.at(
                    section.line("minEntries"), path + ".minEntries is more than maxEntries");
        }
        return new MapSettings(section.number("entriesPerCpu", 0, 1, MAX_ENTRIES), lowest, highest);
    }
}
