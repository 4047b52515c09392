// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.Kernel;
import dev.jig.gadget.GadgetSpec;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.btf.Btf;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a gadget's object becomes with a user's values, on whatever kernel.
public final class GadgetConfiguration {
    private GadgetConfiguration() {}

    /// The object with the values in its read-only variables, without the programs that have
    /// nothing to do with these values. Programs that only some kernels have a place for are still
    /// there.
    ///
    /// @param values what the user wrote, by param key; the others keep their defaults
    /// @throws dev.jig.gadget.UsageException if there is no such param or a value does not fit
    public static ObjectSpec of(GadgetSpec gadget, Map<String, String> values) {
        GadgetPlan.rejectUnknown(gadget, values);
        return GadgetPlan.withoutIdle(gadget, GadgetPlan.withParams(gadget, values));
    }

    /// The same for the running kernel: without the programs that it has no place for or that are
    /// not for it.
    ///
    /// @throws dev.jig.gadget.UsageException if there is no such param or a value does not fit
    /// @throws dev.jig.gadget.GadgetUnsupportedException if the gadget cannot run on it
    public static ObjectSpec of(GadgetSpec gadget, Map<String, String> values, Kernel kernel) {
        KernelFacts facts = new RunningKernelFacts(kernel);
        Set<String> placed =
                GadgetPlan.toLookAt(gadget, values, facts).object().programs().keySet().stream()
                        .map(ChoicePlan::withoutPlace)
                        .collect(Collectors.toSet());
        return keep(of(gadget, values), placed);
    }

    /// The same for a kernel of which only the types are known: without the programs that are not
    /// for it, a function that its types lack being one that it does not have. Where programs are
    /// attached cannot be told from types, since modules have types of their own.
    ///
    /// @throws dev.jig.gadget.UsageException if there is no such param or a value does not fit
    public static ObjectSpec of(GadgetSpec gadget, Map<String, String> values, Btf types) {
        ObjectSpec object = of(gadget, values);
        KernelNeeds needs = new KernelNeeds(new TypesFacts(types));
        Set<String> wanted =
                TargetPlan.units(gadget, object).values().stream()
                        .filter(unit -> needs.unmet(gadget, unit).isEmpty())
                        .flatMap(List::stream)
                        .map(ProgramSpec::name)
                        .collect(Collectors.toSet());
        return keep(object, wanted);
    }

    private static ObjectSpec keep(ObjectSpec object, Set<String> programs) {
        return object.withPrograms(
                object.programs().values().stream()
                        .filter(program -> programs.contains(program.name()))
                        .toList());
    }
}
