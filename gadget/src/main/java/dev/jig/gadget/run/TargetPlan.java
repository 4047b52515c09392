// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.GadgetUnsupportedException;
import dev.jig.gadget.metadata.GadgetMetadata.ProgramSettings;
import dev.jig.gadget.metadata.KernelCondition;
import dev.jig.gadget.run.Readiness.Absent;
import dev.jig.gadget.run.Readiness.Taken;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides what each program of an object is attached to on one kernel: units of programs one after
/// another. For one use.
final class TargetPlan {
    private final GadgetSpec gadget;
    private final ObjectSpec object;
    private final KernelFacts facts;
    private final Targets targets;
    private final ChoicePlan choices;
    private final List<ProgramSpec> programs = new ArrayList<>();
    private final List<ProgramUnit> units = new ArrayList<>();
    private final List<Absent> absent = new ArrayList<>();
    private final List<Absent> unneeded = new ArrayList<>();
    private final List<Taken> taken = new ArrayList<>();

    TargetPlan(GadgetSpec gadget, ObjectSpec object, ChosenValues chosen, KernelFacts facts) {
        this.gadget = gadget;
        this.object = object;
        this.facts = facts;
        this.targets = new Targets(facts);
        this.choices = new ChoicePlan(gadget, object, chosen, facts);
    }

    /// @param object with a program for each place
    /// @param units the programs that are there
    /// @param absent units that this kernel has no place for
    /// @param unneeded units that are not for this kernel
    /// @param taken which of several candidates
    record Result(
            ObjectSpec object,
            List<ProgramUnit> units,
            List<Absent> absent,
            List<Absent> unneeded,
            List<Taken> taken) {}

    /// @throws GadgetUnsupportedException if something that is not optional has no place
    Result make() {
        prepare();
        KernelNeeds needs = new KernelNeeds(facts);
        units(gadget, object)
                .forEach((name, members) -> {
                    Optional<String> unmet = needs.unmet(gadget, members);
                    if (unmet.isPresent()) {
                        unneeded.add(absent(members, unmet.get()));
                    } else if (!choices.place(name, members)) {
                        place(members);
                    }
                });
        choices.finish();
        programs.addAll(choices.programs());
        units.addAll(choices.units());
        absent.addAll(choices.absent());
        return new Result(object.withPrograms(programs), units, absent, unneeded, taken);
    }

    /// Programs by group; one that is in none makes up one of its own.
    static Map<String, List<ProgramSpec>> units(GadgetSpec gadget, ObjectSpec object) {
        Map<String, List<ProgramSpec>> found = new LinkedHashMap<>();
        for (ProgramSpec program : object.programs().values()) {
            String group = settings(gadget, program).group();
            String name = group.isEmpty() ? program.name() : group;
            found.computeIfAbsent(name, _ -> new ArrayList<>()).add(program);
        }
        return found;
    }

    private void prepare() {
        Set<String> functions = new LinkedHashSet<>(choices.functions());
        for (ProgramSpec program : object.programs().values()) {
            KernelCondition condition = condition(program);
            functions.addAll(condition.functions());
            functions.addAll(condition.noFunctions());
            List<String> candidates = settings(program).targets();
            if (candidates.size() > 1 && program.kind().probesFunction()) {
                functions.addAll(candidates);
            }
        }
        if (!functions.isEmpty()) {
            facts.prepare(functions);
        }
    }

    private void place(List<ProgramSpec> members) {
        List<ProgramSpec> placed = new ArrayList<>();
        for (ProgramSpec program : members) {
            List<String> candidates = settings(program).targets();
            Optional<ProgramSpec> found = place(program, candidates);
            if (found.isEmpty() && !Targets.isOff(candidates)) {
                leaveOut(members, program, Targets.missing(program, candidates));
                return;
            }
            found.filter(p -> !p.target().equals(GadgetPlan.DISABLED)).ifPresent(placed::add);
        }
        programs.addAll(placed);
        if (!placed.isEmpty()) {
            units.add(
                    new ProgramUnit(
                            title(placed),
                            names(placed),
                            optional(members),
                            "",
                            "",
                            fields(members)));
        }
    }

    /// Of a single target it is found out when attaching whether it is there.
    private Optional<ProgramSpec> place(ProgramSpec program, List<String> candidates) {
        if (candidates.isEmpty()) {
            return Optional.of(program);
        }
        if (Targets.isOff(candidates)) {
            return Optional.empty();
        }
        if (candidates.size() == 1) {
            return Optional.of(program.withTarget(candidates.getFirst()));
        }
        Optional<String> target = targets.find(program, candidates);
        target.ifPresent(name -> taken.add(new Taken(program.name(), List.of(name))));
        return target.map(program::withTarget);
    }

    private void leaveOut(List<ProgramSpec> members, ProgramSpec program, String reason) {
        if (!optional(members)) {
            throw new GadgetUnsupportedException(
                    "run gadget %s: attach program %s: %s"
                            .formatted(gadget.name(), program.name(), reason),
                    null);
        }
        absent.add(absent(members, reason));
    }

    private Absent absent(List<ProgramSpec> members, String reason) {
        return new Absent(title(members), names(members), reason, fields(members));
    }

    private static String title(List<ProgramSpec> members) {
        return String.join(", ", names(members));
    }

    private static List<String> names(List<ProgramSpec> members) {
        return members.stream().map(ProgramSpec::name).toList();
    }

    private boolean optional(List<ProgramSpec> members) {
        return members.stream().anyMatch(program -> settings(program).optional());
    }

    private List<String> fields(List<ProgramSpec> members) {
        return members.stream()
                .flatMap(program -> settings(program).fields().stream())
                .distinct()
                .toList();
    }

    private KernelCondition condition(ProgramSpec program) {
        return settings(program).kernels();
    }

    private ProgramSettings settings(ProgramSpec program) {
        return settings(gadget, program);
    }

    static ProgramSettings settings(GadgetSpec gadget, ProgramSpec program) {
        return gadget.metadata().programs().getOrDefault(program.name(), ProgramSettings.NONE);
    }
}
