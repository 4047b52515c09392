// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.KernelFunctions.Likeness;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.metadata.KernelCondition;
import dev.jig.object.ProgramSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Holds a program's condition against the kernel.
record KernelNeeds(KernelFacts facts) {
    /// What is not as the programs of a unit want it; empty if all is.
    Optional<String> unmet(GadgetSpec gadget, List<ProgramSpec> unit) {
        return unit.stream()
                .map(program -> TargetPlan.settings(gadget, program).kernels())
                .flatMap(condition -> unmet(condition).stream())
                .findFirst();
    }

    /// What is not as the condition wants it; empty if all is.
    Optional<String> unmet(KernelCondition condition) {
        return first("it has no function ", condition.functions(), not(this::hasFunction))
                .or(() -> first("it has function ", condition.noFunctions(), this::hasFunction))
                .or(() -> first("it has no type ", condition.types(), not(facts::hasType)))
                .or(() -> first("it has type ", condition.noTypes(), facts::hasType))
                .or(() -> first("it has no field ", condition.fields(), not(facts::hasField)))
                .or(() -> first("it has field ", condition.noFields(), facts::hasField));
    }

    /// Any copy of a function shows that the kernel has it.
    private boolean hasFunction(String name) {
        return facts.function(name, Likeness.CALLS).isPresent();
    }

    private static Predicate<String> not(Predicate<String> predicate) {
        return predicate.negate();
    }

    private static Optional<String> first(
            String fact, List<String> names, Predicate<String> contrary) {
        return names.stream().filter(contrary).map(name -> fact + name).findFirst();
    }
}
