// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget;

import dev.jig.gadget.metadata.GadgetMetadata.Condition;
import dev.jig.gadget.metadata.GadgetMetadata.ProgramSettings;
import dev.jig.gadget.metadata.KernelCondition;
import dev.jig.gadget.param.Choice;
import dev.jig.gadget.param.Param;
import dev.jig.gadget.param.ParamType;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.gadget.schema.FieldType;
import dev.jig.gadget.stack.Stacks;
import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import dev.jig.object.ProgramKind;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Holds `gadget.yaml` and the object against each other: whatever one names, the other must have.
final class GadgetValidator {
    private static final Set<MapType> CHANNELS = Set.of(MapType.RINGBUF, MapType.PERF_EVENT_ARRAY);

    private static final Set<MapType> EMPTIED = Set.of(MapType.HASH, MapType.LRU_HASH);

    private final GadgetSpec spec;

    private GadgetValidator(GadgetSpec spec) {
        this.spec = spec;
    }

    static void check(GadgetSpec spec) {
        GadgetValidator validator = new GadgetValidator(spec);
        spec.markers().sources().forEach(validator::source);
        validator.dataSources();
        spec.metadata().programs().forEach(validator::program);
        spec.metadata().maps().keySet().forEach(validator::map);
        spec.markers().targets().forEach(validator::target);
        spec.choices().forEach(validator::choice);
        spec.dataSources().forEach(source -> source.fields().forEach(validator::stack));
    }

    /// A stack's number says nothing without the map it is in.
    private void stack(Field field) {
        if (field.type() instanceof FieldType.KernelStack) {
            stack(field, Stacks.KERNEL_MAP, "kernel_stack_map.h");
        } else if (field.type() instanceof FieldType.UserStack) {
            stack(field, Stacks.USER_MAP, "user_stack_map.h");
        }
    }

    private void stack(Field field, String map, String header) {
        MapSpec found = spec.object().maps().get(map);
        if (found == null || found.type() != MapType.STACK_TRACE || found.keySize() != 4) {
            throw bad(
                    "field %s is a stack and the object has no stack map %s (gadget/%s has it)"
                            .formatted(field.name(), map, header));
        }
    }

    private void source(Markers.Source source) {
        if (source instanceof Markers.Tracer tracer) {
            channel(tracer);
        } else if (source instanceof Markers.Iteration iteration) {
            iteration.programs().forEach(p -> exists("program", p, programs()));
        } else if (source instanceof Markers.MapEntries entries) {
            exists("map", entries.map(), maps());
            MapSpec map = spec.object().map(entries.map());
            if (!EMPTIED.contains(map.type())) {
                throw bad(
                        "data source %s takes the entries of map %s, which is no hash map"
                                .formatted(entries.name(), map.name()));
            }
        }
    }

    private void target(Markers.ProgramTarget target) {
        exists("program", target.program(), programs());
        exists("map", target.map(), maps());
    }

    private void channel(Markers.Tracer tracer) {
        exists("map", tracer.map(), maps());
        MapSpec map = spec.object().map(tracer.map());
        if (!CHANNELS.contains(map.type())) {
            throw bad(
                    "data source %s reads map %s, which is no ring buffer"
                            .formatted(tracer.name(), map.name()));
        }
    }

    private void dataSources() {
        List<String> known = spec.markers().sources().stream().map(Markers.Source::name).toList();
        spec.metadata().dataSources().keySet().forEach(ds -> exists("data source", ds, known));
    }

    private void program(String name, ProgramSettings settings) {
        exists("program", name, programs());
        List<String> fields =
                spec.dataSources().stream()
                        .map(DataSource::fields)
                        .flatMap(List::stream)
                        .map(Field::name)
                        .toList();
        settings.fields().forEach(field -> exists("field", field, fields));
        boolean always =
                !settings.optional()
                        && settings.when() == null
                        && settings.kernels().equals(KernelCondition.ANY);
        if (!settings.fields().isEmpty() && always) {
            throw bad("program " + name + " has fields but is never left out");
        }
        condition(name, settings);
        targets(name, settings.targets());
        if (programs().contains(settings.group())) {
            throw bad("group " + settings.group() + " has the name of a program");
        }
        Stream.of(settings.kernels().fields(), settings.kernels().noFields())
                .flatMap(List::stream)
                .filter(field -> !field.matches("\\w+\\.\\w+"))
                .forEach(field -> {
                    throw bad("program " + name + " needs field " + field + ", no struct.member");
                });
    }

    private void targets(String program, List<String> candidates) {
        ProgramKind kind = spec.object().program(program).kind();
        boolean findable = kind.probesFunction() || kind == ProgramKind.TRACEPOINT;
        if (candidates.size() > 1 && !findable) {
            String section = spec.object().program(program).section();
            throw bad("program %s in section %s has several targets".formatted(program, section));
        }
    }

    private void choice(Choice choice) {
        Set<String> keys = new HashSet<>();
        spec.params().forEach(param -> keys.addAll(List.of(param.key(), param.alias())));
        spec.choices().stream()
                .filter(other -> !other.equals(choice))
                .forEach(other -> keys.addAll(List.of(other.key(), other.alias())));
        keys.remove("");
        if (keys.contains(choice.key()) || keys.contains(choice.alias())) {
            throw bad("key or alias of params.custom." + choice.name() + " is taken");
        }
        Set<String> places = new LinkedHashSet<>(programs());
        spec.metadata().programs().values().forEach(program -> places.add(program.group()));
        choice.param().values().values().stream()
                .flatMap(value -> value.targets().keySet().stream())
                .forEach(place -> exists("program or group", place, places));
    }

    private void condition(String program, ProgramSettings settings) {
        Condition when = settings.when();
        if (when == null) {
            return;
        }
        List<String> variables = spec.params().stream().map(Param::variable).toList();
        exists("param variable", when.variable(), variables);
        Optional<Param> param =
                spec.params().stream()
                        .filter(p -> p.variable().equals(when.variable()))
                        .findFirst();
        if (param.filter(p -> p.type() instanceof ParamType.Bool).isEmpty()) {
            throw bad("program " + program + " depends on " + when.variable() + ", no bool");
        }
    }

    private void map(String name) {
        exists("map", name, maps());
    }

    private Collection<String> programs() {
        return spec.object().programs().keySet();
    }

    private Collection<String> maps() {
        return spec.object().maps().keySet();
    }

    private void exists(String what, String name, Collection<String> known) {
        if (!known.contains(name)) {
            throw bad(
                    "the object has no %s %s%s"
                            .formatted(what, name, Suggestion.hint(name, known)));
        }
    }

    private MalformedGadgetException bad(String fact) {
        return new MalformedGadgetException("open gadget " + spec.name() + ": " + fact);
    }
}
