// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.GadgetUnsupportedException;
import dev.jig.gadget.metadata.CustomParam;
import dev.jig.gadget.metadata.CustomParam.Value;
import dev.jig.gadget.metadata.GadgetMetadata.ProgramSettings;
import dev.jig.gadget.param.Choice;
import dev.jig.gadget.run.Readiness.Absent;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The part of a {@link TargetPlan} for programs whose targets the user chooses: each chosen value
/// has them once more. For one use.
final class ChoicePlan {
    private static final char PLACE = ':';

    private final GadgetSpec gadget;
    private final ObjectSpec object;
    private final ChosenValues chosen;
    private final KernelFacts facts;
    private final Targets targets;
    private final List<Placed> placed = new ArrayList<>();
    private final Map<Place, List<Absent>> missing = new LinkedHashMap<>();
    private final List<Absent> absent = new ArrayList<>();

    ChoicePlan(GadgetSpec gadget, ObjectSpec object, ChosenValues chosen, KernelFacts facts) {
        this.gadget = gadget;
        this.object = object;
        this.chosen = chosen;
        this.facts = facts;
        this.targets = new Targets(facts);
    }

    /// A chosen value of a choice.
    private record Place(Choice choice, String name) {
        Value value() {
            return Objects.requireNonNull(choice.param().values().get(name));
        }

        String title() {
            return choice.key() + " " + name;
        }
    }

    /// A unit with its programs, each attached to something of the place.
    private record Placed(Place place, ProgramUnit unit, List<ProgramSpec> programs) {}

    List<ProgramSpec> programs() {
        return placed.stream().flatMap(p -> p.programs().stream()).toList();
    }

    List<ProgramUnit> units() {
        return placed.stream().map(Placed::unit).toList();
    }

    List<Absent> absent() {
        return absent;
    }

    /// All functions that chosen values name.
    List<String> functions() {
        return places().stream()
                .flatMap(place -> place.value().targets().values().stream())
                .filter(candidates -> !Targets.isOff(candidates))
                .flatMap(List::stream)
                .toList();
    }

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        chosen.byChoice()
                .forEach((choice, names) ->
                        names.forEach(name -> places.add(new Place(choice, name))));
        return places;
    }

    /// Gives a unit its targets if they are a matter of choice.
    ///
    /// @return false if they are not
    boolean place(String unit, List<ProgramSpec> members) {
        if (chosen.byChoice().keySet().stream().noneMatch(c -> concerns(c, unit, members))) {
            return false;
        }
        places().forEach(place -> place(place, unit, members));
        return true;
    }

    private static boolean concerns(Choice choice, String unit, List<ProgramSpec> members) {
        return choice.param().values().values().stream()
                .map(value -> value.targets().keySet())
                .anyMatch(names ->
                        names.contains(unit)
                                || members.stream().anyMatch(p -> names.contains(p.name())));
    }

    private void place(Place place, String unit, List<ProgramSpec> members) {
        Map<ProgramSpec, List<String>> wanted = new LinkedHashMap<>();
        for (ProgramSpec program : members) {
            Map<String, List<String>> targets = place.value().targets();
            List<String> candidates =
                    targets.getOrDefault(
                            program.name(), targets.getOrDefault(unit, List.of(CustomParam.OFF)));
            if (!Targets.isOff(candidates)) {
                wanted.put(program, candidates);
            }
        }
        if (!wanted.isEmpty()) {
            place(place, unit, wanted);
        }
    }

    private void place(Place place, String unit, Map<ProgramSpec, List<String>> wanted) {
        List<ProgramSpec> found = new ArrayList<>();
        String title = place.title() + " " + unit;
        List<String> names = wanted.keySet().stream().map(p -> name(p, place)).toList();
        for (var program : wanted.entrySet()) {
            Optional<String> target = targets.find(program.getKey(), program.getValue());
            if (target.isEmpty()) {
                String reason = Targets.missing(program.getKey(), program.getValue());
                missing.computeIfAbsent(place, _ -> new ArrayList<>())
                        .add(new Absent(title, names, reason, List.of()));
                return;
            }
            String name = name(program.getKey(), place);
            found.add(program.getKey().withTarget(target.get()).withName(name));
        }
        ProgramUnit made =
                new ProgramUnit(title, names, true, place.choice().key(), place.name(), List.of());
        placed.add(new Placed(place, made, found));
    }

    /// One program a place, so that each can be attached in its own way.
    private String name(ProgramSpec program, Place place) {
        boolean alone = chosen.byChoice().getOrDefault(place.choice(), Set.of()).size() == 1;
        return alone ? program.name() : program.name() + PLACE + place.name();
    }

    /// The name in the source of a program that there is one of for each place.
    static String withoutPlace(String program) {
        int place = program.indexOf(PLACE);
        return place < 0 ? program : program.substring(0, place);
    }

    /// Sums up what is missing.
    ///
    /// @throws GadgetUnsupportedException if nothing of a choice is left
    void finish() {
        missing.forEach(this::sumUp);
        chosen.byChoice().forEach(this::requireSomething);
    }

    /// Of a module that is not loaded the functions that others have, too, are of no use.
    private void sumUp(Place place, List<Absent> parts) {
        String module = place.value().module();
        boolean loaded = facts.hasModule(module);
        boolean something = placed.stream().anyMatch(p -> p.place().equals(place));
        if (loaded && something) {
            absent.addAll(parts);
            return;
        }
        List<String> names = new ArrayList<>();
        parts.forEach(part -> names.addAll(part.programs()));
        placed.stream()
                .filter(p -> p.place().equals(place))
                .forEach(p -> names.addAll(p.unit().programs()));
        placed.removeIf(p -> p.place().equals(place));
        String reason = loaded ? parts.getFirst().reason() : notLoaded(module);
        absent.add(new Absent(place.title(), names, reason, List.of()));
    }

    private String notLoaded(String module) {
        String hint = facts.canLoad(module) ? " (modprobe " + module + " loads it)" : "";
        return "module " + module + " is not loaded" + hint;
    }

    private void requireSomething(Choice choice, Set<String> names) {
        boolean something = placed.stream().anyMatch(p -> p.place().choice().equals(choice));
        if (something || object.programs().values().stream().noneMatch(p -> concerns(choice, p))) {
            return;
        }
        List<String> reasons =
                absent.stream()
                        .filter(a -> a.what().startsWith(choice.key() + " "))
                        .map(Absent::reason)
                        .toList();
        String fact = reasons.isEmpty() ? "it has nothing to attach" : String.join("; ", reasons);
        throw new GadgetUnsupportedException(
                "run gadget %s: --%s %s: %s"
                        .formatted(gadget.name(), choice.key(), String.join(",", names), fact),
                null);
    }

    private boolean concerns(Choice choice, ProgramSpec program) {
        String group =
                gadget.metadata()
                        .programs()
                        .getOrDefault(program.name(), ProgramSettings.NONE)
                        .group();
        String unit = group.isEmpty() ? program.name() : group;
        return concerns(choice, unit, List.of(program));
    }
}
