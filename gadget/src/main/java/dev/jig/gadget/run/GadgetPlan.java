// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.AttachTarget;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.GadgetUnsupportedException;
import dev.jig.gadget.Markers;
import dev.jig.gadget.Suggestion;
import dev.jig.gadget.UsageException;
import dev.jig.gadget.metadata.GadgetMetadata.Condition;
import dev.jig.gadget.metadata.GadgetMetadata.MapSettings;
import dev.jig.gadget.param.Param;
import dev.jig.gadget.run.Readiness.Absent;
import dev.jig.gadget.run.Readiness.Taken;
import dev.jig.object.Bytes;
import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramKind;
import dev.jig.object.ProgramSpec;
import dev.jig.object.VariableSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What a gadget becomes for one run: its object with the user's values in the variables, maps of
/// the right size, and only the programs that have something to do, each with the target it is
/// attached to. A value; nothing is in the kernel.
///
/// @param object ready to be loaded
/// @param units its programs, as they belong together
/// @param absent what this kernel has no place for
/// @param unneeded what is not for this kernel
/// @param taken which of several candidates
/// @param targets what programs are attached to of which their sections do not say it
record GadgetPlan(
        ObjectSpec object,
        List<ProgramUnit> units,
        List<Absent> absent,
        List<Absent> unneeded,
        List<Taken> taken,
        Map<String, AttachTarget> targets) {

    /// An attach target that means: leave the program out.
    static final String DISABLED = "gadget_program_disabled";

    private static final String MAP_ELEMENTS = "bpf_map_elem";
    private static final String SIZE_SUFFIX = "_max_entries";
    private static final int MAX_RING_BYTES = 1 << 30;

    GadgetPlan {
        units = List.copyOf(units);
        absent = List.copyOf(absent);
        unneeded = List.copyOf(unneeded);
        taken = List.copyOf(taken);
        targets = Map.copyOf(targets);
    }

    /// Plans a run.
    ///
    /// @param values what the user wrote, by param key; the others keep their defaults
    /// @param ringBytes size of ring buffers, 0 for what the gadget says
    /// @throws UsageException if there is no such param or a value does not fit
    /// @throws GadgetUnsupportedException if the gadget needs what this version or kernel cannot do
    static GadgetPlan of(
            GadgetSpec gadget, Map<String, String> values, int ringBytes, KernelFacts facts) {
        rejectUnsupported(gadget);
        rejectUnknown(gadget, values);
        ObjectSpec configured = withParams(gadget, values);
        return of(gadget, withoutIdle(gadget, configured), values, ringBytes, facts);
    }

    /// The same to look at and not to run: also of an object that has no data for anybody.
    ///
    /// @throws UsageException if there is no such param or a value does not fit
    static GadgetPlan toLookAt(GadgetSpec gadget, Map<String, String> values, KernelFacts facts) {
        rejectUnknown(gadget, values);
        return of(gadget, withoutIdle(gadget, withParams(gadget, values)), values, 0, facts);
    }

    /// The same with default values and all programs, those included that would have nothing to do
    /// with these values.
    ///
    /// @throws GadgetUnsupportedException if the gadget needs what this version or kernel cannot do
    static GadgetPlan complete(GadgetSpec gadget, KernelFacts facts) {
        rejectUnsupported(gadget);
        return of(gadget, withParams(gadget, Map.of()), Map.of(), 0, facts);
    }

    private static GadgetPlan of(
            GadgetSpec gadget,
            ObjectSpec object,
            Map<String, String> values,
            int ringBytes,
            KernelFacts facts) {
        ChosenValues chosen = ChosenValues.of(gadget, values, facts);
        TargetPlan.Result targets = new TargetPlan(gadget, object, chosen, facts).make();
        ObjectSpec sized = withSizes(gadget, targets.object(), ringBytes, facts.possibleCpus());
        return new GadgetPlan(
                sized,
                targets.units(),
                targets.absent(),
                targets.unneeded(),
                targets.taken(),
                attachTargets(gadget, sized));
    }

    /// The same plan for an object with the same programs.
    GadgetPlan changed(UnaryOperator<ObjectSpec> change) {
        return new GadgetPlan(change.apply(object), units, absent, unneeded, taken, targets);
    }

    /// Programs that may fail to load or attach.
    Set<String> optional() {
        return units.stream()
                .filter(ProgramUnit::optional)
                .flatMap(unit -> unit.programs().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Sampling programs, and those that walk over a map.
    private static Map<String, AttachTarget> attachTargets(GadgetSpec gadget, ObjectSpec object) {
        Map<String, AttachTarget> targets = new LinkedHashMap<>();
        gadget.markers()
                .targets()
                .forEach(t -> targets.put(t.program(), new AttachTarget.MapElements(t.map())));
        gadget.metadata()
                .programs()
                .forEach((name, settings) -> {
                    if (settings.sampleFrequency() > 0 && object.programs().containsKey(name)) {
                        targets.put(name, new AttachTarget.CpuClock(settings.sampleFrequency()));
                    }
                });
        targets.keySet().retainAll(object.programs().keySet());
        return targets;
    }

    private static void rejectUnsupported(GadgetSpec gadget) {
        gadget.markers().targets().forEach(target -> rejectUnsupported(gadget, target));
        gadget.object().programs().values().stream()
                .filter(GadgetPlan::walksOverMap)
                .filter(p -> gadget.markers().targets().stream().noneMatch(t -> isOf(t, p)))
                .findFirst()
                .ifPresent(program -> {
                    throw unsupported(
                            gadget,
                            "program %s walks over a map that nothing names (GADGET_ITER_TARGET_MAP"
                                            .formatted(program.name())
                                    + " does)");
                });
        if (gadget.dataSources().isEmpty()) {
            throw unsupported(gadget, "the object has no data source (GADGET_TRACER makes one)");
        }
        gadget.metadata()
                .customParams()
                .forEach((name, param) -> {
                    if (!param.unreadable().isEmpty()) {
                        throw unsupported(
                                gadget,
                                "params.custom.%s has %s, which jig cannot apply"
                                        .formatted(name, param.unreadable()));
                    }
                });
    }

    private static void rejectUnsupported(GadgetSpec gadget, Markers.ProgramTarget target) {
        ProgramSpec program = gadget.object().program(target.program());
        if (target.sockets()) {
            throw unsupported(
                    gadget,
                    "program %s works on the sockets of map %s, and jig attaches programs that"
                                    .formatted(target.program(), target.map())
                            + " trace only (leave it and its GADGET_SK_TARGET_MAP out)");
        }
        if (!walksOverMap(program)) {
            throw unsupported(
                    gadget,
                    "program %s in section %s does not walk over map %s (iter/bpf_map_elem does)"
                            .formatted(program.name(), program.section(), target.map()));
        }
    }

    private static boolean isOf(Markers.ProgramTarget target, ProgramSpec program) {
        return target.program().equals(program.name());
    }

    private static boolean walksOverMap(ProgramSpec program) {
        boolean iterator =
                program.kind() == ProgramKind.ITER || program.kind() == ProgramKind.ITER_SLEEPABLE;
        return iterator && program.target().equals(MAP_ELEMENTS);
    }

    static void rejectUnknown(GadgetSpec gadget, Map<String, String> values) {
        List<String> keys = new ArrayList<>();
        gadget.params().forEach(param -> keys.add(param.key()));
        gadget.choices().forEach(choice -> keys.add(choice.key()));
        for (String key : values.keySet()) {
            if (!keys.contains(key)) {
                throw new UsageException(
                        "run gadget %s: it has no param --%s%s"
                                .formatted(gadget.name(), key, Suggestion.hint(key, keys)));
            }
        }
    }

    private static GadgetUnsupportedException unsupported(GadgetSpec gadget, String fact) {
        return new GadgetUnsupportedException("run gadget " + gadget.name() + ": " + fact, null);
    }

    static ObjectSpec withParams(GadgetSpec gadget, Map<String, String> values) {
        ObjectSpec object = gadget.object();
        for (Param param : gadget.params()) {
            String value = values.getOrDefault(param.key(), param.defaultValue());
            object = object.withValue(param.variable(), param.encode(value, object.order()));
        }
        return object;
    }

    static ObjectSpec withoutIdle(GadgetSpec gadget, ObjectSpec object) {
        ObjectSpec left = object;
        for (var program : gadget.metadata().programs().entrySet()) {
            Condition when = program.getValue().when();
            if (when != null && isTrue(object, when.variable()) != when.expected()) {
                left = left.withoutProgram(program.getKey());
            }
        }
        return left;
    }

    private static boolean isTrue(ObjectSpec object, String variable) {
        return object.value(variable).at(0) != 0;
    }

    static ObjectSpec withSizes(GadgetSpec gadget, ObjectSpec object, int ringBytes, int cpus) {
        ObjectSpec sized = object;
        for (MapSpec map : object.maps().values()) {
            int entries = entries(gadget, object, map, ringBytes, cpus);
            if (entries != map.maxEntries()) {
                sized = sized.withMap(map.withMaxEntries(entries));
            }
        }
        return sized;
    }

    private static int entries(
            GadgetSpec gadget, ObjectSpec object, MapSpec map, int ringBytes, int cpus) {
        if (map.type() == MapType.RINGBUF && ringBytes > 0) {
            return powerOfTwo(ringBytes);
        }
        VariableSpec wanted = object.variables().get(map.name() + SIZE_SUFFIX);
        if (wanted != null && wanted.size() == Integer.BYTES) {
            Bytes value = object.value(wanted.name());
            int entries = ByteBuffer.wrap(value.toArray()).order(object.order()).getInt(0);
            return entries > 0 ? entries : map.maxEntries();
        }
        MapSettings settings = gadget.metadata().maps().get(map.name());
        return settings == null ? map.maxEntries() : settings.entries(cpus);
    }

    private static int powerOfTwo(int bytes) {
        int capped = Math.min(bytes, MAX_RING_BYTES);
        int floor = Integer.highestOneBit(capped);
        return floor == capped ? floor : floor << 1;
    }
}
