// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.GadgetUnsupportedException;
import dev.jig.gadget.Markers;
import dev.jig.gadget.Suggestion;
import dev.jig.gadget.UsageException;
import dev.jig.gadget.metadata.GadgetMetadata.Condition;
import dev.jig.gadget.metadata.GadgetMetadata.MapSettings;
import dev.jig.gadget.metadata.GadgetMetadata.ProgramSettings;
import dev.jig.gadget.param.Param;
import dev.jig.object.Bytes;
import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import dev.jig.object.ObjectSpec;
import dev.jig.object.VariableSpec;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a gadget becomes for one run: its object with the user's values in the variables, maps of
/// the right size, and only the programs that have something to do. A value; nothing is in the
/// kernel.
///
/// @param object ready to be loaded
/// @param optional programs the gadget works without
/// @param sampled how many times a second sampling programs fire
public record GadgetPlan(ObjectSpec object, Set<String> optional, Map<String, Integer> sampled) {

    /// An attach target that means: leave the program out.
    private static final String DISABLED = "gadget_program_disabled";

    private static final String SIZE_SUFFIX = "_max_entries";
    private static final int MAX_RING_BYTES = 1 << 30;

    public GadgetPlan {
        optional = Set.copyOf(optional);
        sampled = Map.copyOf(sampled);
    }

    /// Plans a run.
    ///
    /// @param values what the user wrote, by param key; the others keep their defaults
    /// @param ringBytes size of ring buffers, 0 for what the gadget says
    /// @param cpus possible CPUs
    /// @throws UsageException if there is no such param or a value does not fit
    /// @throws GadgetUnsupportedException if the gadget needs what this version cannot do
    public static GadgetPlan of(
            GadgetSpec gadget, Map<String, String> values, int ringBytes, int cpus) {
        rejectUnsupported(gadget);
        ObjectSpec configured = withParams(gadget, values);
        return of(gadget, withoutIdle(gadget, configured), ringBytes, cpus);
    }

    /// The same with default values and all programs, those included that would have nothing to do.
    ///
    /// @throws GadgetUnsupportedException if the gadget needs what this version cannot do
    public static GadgetPlan complete(GadgetSpec gadget, int cpus) {
        rejectUnsupported(gadget);
        return of(gadget, withParams(gadget, Map.of()), 0, cpus);
    }

    private static GadgetPlan of(GadgetSpec gadget, ObjectSpec object, int ringBytes, int cpus) {
        ObjectSpec targeted = withTargets(gadget, object);
        Map<String, ProgramSettings> programs = gadget.metadata().programs();
        Set<String> optional = new LinkedHashSet<>();
        Map<String, Integer> sampled = new LinkedHashMap<>();
        programs.forEach((name, settings) -> {
            if (settings.optional()) {
                optional.add(name);
            }
            if (settings.sampleFrequency() > 0 && targeted.programs().containsKey(name)) {
                sampled.put(name, settings.sampleFrequency());
            }
        });
        return new GadgetPlan(withSizes(gadget, targeted, ringBytes, cpus), optional, sampled);
    }

    private static void rejectUnsupported(GadgetSpec gadget) {
        for (Markers.Source source : gadget.markers().sources()) {
            if (!(source instanceof Markers.Tracer)) {
                String kind = source instanceof Markers.Iteration ? "iterators" : "a map's entries";
                throw unsupported(
                        gadget,
                        "data source "
                                + source.name()
                                + " comes from "
                                + kind
                                + ", which jig"
                                + " cannot read yet");
            }
        }
        if (gadget.dataSources().isEmpty()) {
            throw unsupported(gadget, "the object has no data source (GADGET_TRACER makes one)");
        }
        if (!gadget.metadata().customParams().isEmpty()) {
            throw unsupported(gadget, "it has params.custom, which jig cannot apply yet");
        }
    }

    private static GadgetUnsupportedException unsupported(GadgetSpec gadget, String fact) {
        return new GadgetUnsupportedException("run gadget " + gadget.name() + ": " + fact, null);
    }

    private static ObjectSpec withParams(GadgetSpec gadget, Map<String, String> values) {
        for (String key : values.keySet()) {
            if (gadget.params().stream().noneMatch(param -> param.key().equals(key))) {
                List<String> keys = gadget.params().stream().map(Param::key).toList();
                throw new UsageException(
                        "run gadget %s: it has no param --%s%s"
                                .formatted(gadget.name(), key, Suggestion.hint(key, keys)));
            }
        }
        ObjectSpec object = gadget.object();
        for (Param param : gadget.params()) {
            String value = values.getOrDefault(param.key(), param.defaultValue());
            object = object.withValue(param.variable(), param.encode(value, object.order()));
        }
        return object;
    }

    private static ObjectSpec withoutIdle(GadgetSpec gadget, ObjectSpec object) {
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

    private static ObjectSpec withTargets(GadgetSpec gadget, ObjectSpec object) {
        ObjectSpec targeted = object;
        for (var program : gadget.metadata().programs().entrySet()) {
            String name = program.getKey();
            String target = program.getValue().attachTo();
            if (target != null && targeted.programs().containsKey(name)) {
                targeted = targeted.withProgram(targeted.program(name).withTarget(target));
            }
        }
        Set<String> disabled =
                targeted.programs().values().stream()
                        .filter(program -> program.target().equals(DISABLED))
                        .map(program -> program.name())
                        .collect(Collectors.toSet());
        for (String name : disabled) {
            targeted = targeted.withoutProgram(name);
        }
        return targeted;
    }

    private static ObjectSpec withSizes(
            GadgetSpec gadget, ObjectSpec object, int ringBytes, int cpus) {
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
