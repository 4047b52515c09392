// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.metadata;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `gadget.yaml` says. Texts are `""` and collections empty where it says nothing; maps keep
/// the file's order; keys of annotations are in lower case. A value.
///
/// @param dataSources by name
/// @param ebpfParams by variable
/// @param wasmParams by name
/// @param customParams choices of what programs are attached to, by name
/// @param paramDefaults other defaults by the param's full name, in lower case
/// @param programs by name
/// @param maps by name
/// @param operators settings of operators by dotted name, in lower case
public record GadgetMetadata(
        String name,
        String description,
        String homepageUrl,
        String documentationUrl,
        String sourceUrl,
        Map<String, String> annotations,
        Map<String, DataSourceSettings> dataSources,
        Map<String, ParamSettings> ebpfParams,
        Map<String, ParamSettings> wasmParams,
        Map<String, CustomParam> customParams,
        Map<String, String> paramDefaults,
        Map<String, ProgramSettings> programs,
        Map<String, MapSettings> maps,
        Map<String, String> operators) {

    /// @param fields by name, with dots where structures nest
    public record DataSourceSettings(
            Map<String, String> annotations, List<String> tags, Map<String, FieldSettings> fields) {
        public DataSourceSettings {
            annotations = ordered(annotations);
            tags = List.copyOf(tags);
            fields = ordered(fields);
        }
    }

    public record FieldSettings(Map<String, String> annotations, List<String> tags) {
        public FieldSettings {
            annotations = ordered(annotations);
            tags = List.copyOf(tags);
        }
    }

    /// @param defaultValue null if the variable's own initial value counts
    /// @param possibleValues empty if open
    public record ParamSettings(
            String key,
            @Nullable String defaultValue,
            String description,
            String alias,
            String title,
            String valueHint,
            List<String> possibleValues) {
        public ParamSettings {
            possibleValues = List.copyOf(possibleValues);
        }

        ParamSettings withKey(String newKey) {
            return new ParamSettings(
                    newKey, defaultValue, description, alias, title, valueHint, possibleValues);
        }
    }

    /// @param targets what to attach to in place of what the section names: the first of them that
    ///   the kernel has; {@link CustomParam#OFF} for nothing; empty if the section counts
    /// @param group programs of one group are left out together; `""` for a program on its own
    /// @param optional whether the gadget also works without the program
    /// @param fields what events lack without it
    /// @param when on what the program depends, null if on nothing
    /// @param kernels where it has something to do
    /// @param sampleFrequency times a second for a sampling program, 0 if it is none
    /// @param perf settings of a perf event program
    public record ProgramSettings(
            List<String> targets,
            String group,
            boolean optional,
            List<String> fields,
            @Nullable Condition when,
            KernelCondition kernels,
            int sampleFrequency,
            Map<String, String> perf) {
        public static final ProgramSettings NONE =
                new ProgramSettings(
                        List.of(), "", false, List.of(), null, KernelCondition.ANY, 0, Map.of());

        public ProgramSettings {
            targets = List.copyOf(targets);
            fields = List.copyOf(fields);
            perf = ordered(perf);
        }
    }

    /// True if the bool variable has the expected value.
    public record Condition(String variable, boolean expected) {}

    /// How many entries a map gets: as many for each possible CPU, within bounds.
    public record MapSettings(int entriesPerCpu, int minEntries, int maxEntries) {
        /// @param cpus possible CPUs
        public int entries(int cpus) {
            return Math.clamp((long) entriesPerCpu * cpus, minEntries, maxEntries);
        }
    }

    public GadgetMetadata {
        annotations = ordered(annotations);
        dataSources = ordered(dataSources);
        ebpfParams = ordered(ebpfParams);
        wasmParams = ordered(wasmParams);
        customParams = ordered(customParams);
        paramDefaults = ordered(paramDefaults);
        programs = ordered(programs);
        maps = ordered(maps);
        operators = ordered(operators);
    }

    /// Metadata that say nothing but a name: those of a gadget without `gadget.yaml`.
    public static GadgetMetadata named(String name) {
        return new GadgetMetadata(
                name, "", "", "", "", Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(),
                Map.of(), Map.of(), Map.of());
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
