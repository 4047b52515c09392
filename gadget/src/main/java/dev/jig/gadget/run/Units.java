// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.Link;
import dev.jig.gadget.run.Readiness.Absent;
import dev.jig.gadget.run.Readiness.Taken;
import dev.jig.object.JigException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// What became of the units of a plan in the kernel.
///
/// @param absent those that could not be had, with those the plan had no place for
/// @param taken candidates and values that are attached to
record Units(List<Absent> absent, List<Taken> taken) {
    Units {
        absent = List.copyOf(absent);
        taken = List.copyOf(taken);
    }

    /// Detaches what is left of units of which something failed.
    ///
    /// @throws JigException if nothing is left of the units of a choice: why one of them failed
    static Units settle(GadgetPlan plan, BpfObject object) {
        Map<String, JigException> failures = object.failures();
        List<Absent> absent = new ArrayList<>(plan.absent());
        Set<String> failed = new HashSet<>();
        for (ProgramUnit unit : plan.units()) {
            List<String> broken = unit.programs().stream().filter(failures::containsKey).toList();
            if (!broken.isEmpty()) {
                detach(unit, object);
                failed.add(unit.title());
                absent.add(absent(unit, Objects.requireNonNull(failures.get(broken.getFirst()))));
            }
        }
        plan.units().forEach(unit -> requireSomething(unit, plan, failed, failures));
        return new Units(absent, taken(plan, failed, failures.keySet()));
    }

    private static List<Taken> taken(GadgetPlan plan, Set<String> failed, Set<String> programs) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        plan.units().stream()
                .filter(unit -> !unit.choice().isEmpty() && !failed.contains(unit.title()))
                .forEach(unit ->
                        values.computeIfAbsent(unit.choice(), _ -> new LinkedHashSet<>())
                                .add(unit.value()));
        List<Taken> taken = new ArrayList<>();
        values.forEach((choice, names) -> taken.add(new Taken(choice, List.copyOf(names))));
        plan.taken().stream().filter(t -> !programs.contains(t.what())).forEach(taken::add);
        return taken;
    }

    private static void detach(ProgramUnit unit, BpfObject object) {
        object.links().stream()
                .filter(link -> unit.programs().contains(link.program()))
                .forEach(Link::close);
    }

    private static Absent absent(ProgramUnit unit, JigException why) {
        return new Absent(
                unit.title(), unit.programs(), String.valueOf(why.getMessage()), unit.fields());
    }

    private static void requireSomething(
            ProgramUnit unit,
            GadgetPlan plan,
            Set<String> failed,
            Map<String, JigException> failures) {
        boolean something =
                unit.choice().isEmpty()
                        || plan.units().stream()
                                .filter(other -> other.choice().equals(unit.choice()))
                                .anyMatch(other -> !failed.contains(other.title()));
        if (!something) {
            throw unit.programs().stream()
                    .flatMap(program -> Stream.ofNullable(failures.get(program)))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
