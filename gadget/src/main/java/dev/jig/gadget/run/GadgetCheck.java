// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.Answer;
import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.LoadOptions;
import dev.jig.ebpf.PermissionException;
import dev.jig.gadget.GadgetSpec;
import dev.jig.object.JigException;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whether a gadget runs on this kernel, found out by loading and attaching it for a moment with
/// its default params. A value.
///
/// @param answer unknown if the process may not find out
/// @param reason why it does not run or is not known to, `""` if it runs
/// @param programs in the order of the object; empty if loading did not get that far
/// @param lockedBytes kernel memory its maps hold while it runs, 0 if it does not
public record GadgetCheck(
        String gadget,
        Answer answer,
        String reason,
        List<ProgramCheck> programs,
        long lockedBytes) {

    /// @param section where the program is attached, in the words of sections; `""` if nowhere
    /// @param optional whether the gadget runs without it
    /// @param problem why it cannot be had, `""` if it can
    public record ProgramCheck(String program, String section, boolean optional, String problem) {
        public boolean works() {
            return problem.isEmpty();
        }
    }

    public GadgetCheck {
        programs = List.copyOf(programs);
    }

    public static GadgetCheck of(GadgetSpec gadget, Kernel kernel) {
        try {
            GadgetPlan plan = GadgetPlan.complete(gadget, new RunningKernelFacts(kernel));
            return check(gadget, plan, kernel);
        } catch (PermissionException e) {
            return failed(gadget, Answer.UNKNOWN, e);
        } catch (JigException e) {
            return failed(gadget, Answer.NO, e);
        }
    }

    private static GadgetCheck failed(GadgetSpec gadget, Answer answer, JigException why) {
        String reason = String.valueOf(why.getMessage());
        return new GadgetCheck(gadget.name(), answer, reason, List.of(), 0);
    }

    /// Every program is treated as optional, so that one failure does not hide the next.
    private static GadgetCheck check(GadgetSpec gadget, GadgetPlan plan, Kernel kernel) {
        ObjectSpec spec = plan.object();
        LoadOptions options = RunOptions.defaults().load().withOptional(spec.programs().keySet());
        try (BpfObject object = BpfObject.load(spec, kernel, options)) {
            GadgetStarter.attach(object, plan);
            Map<String, JigException> failures = object.failures();
            List<ProgramCheck> programs = new ArrayList<>();
            spec.programs().values().forEach(p -> programs.add(program(p, plan, failures)));
            plan.absent().forEach(left -> absent(left, programs));
            return verdict(gadget, programs, failures, object.lockedBytes());
        }
    }

    private static ProgramCheck program(
            ProgramSpec program, GadgetPlan plan, Map<String, JigException> failures) {
        JigException failure = failures.get(program.name());
        String kind = program.section().split("/", 2)[0];
        return new ProgramCheck(
                program.name(),
                program.target().isEmpty() ? kind : kind + "/" + program.target(),
                optional(program.name(), plan, failures),
                failure == null ? "" : String.valueOf(failure.getMessage()));
    }

    /// Of a choice's programs one unit has to work.
    private static boolean optional(
            String program, GadgetPlan plan, Map<String, JigException> failures) {
        return plan.units().stream()
                .filter(unit -> unit.programs().contains(program))
                .anyMatch(unit ->
                        unit.optional()
                                && (unit.choice().isEmpty()
                                        || plan.units().stream()
                                                .filter(u -> u.choice().equals(unit.choice()))
                                                .anyMatch(u -> works(u, failures))));
    }

    private static boolean works(ProgramUnit unit, Map<String, JigException> failures) {
        return unit.programs().stream().noneMatch(failures::containsKey);
    }

    private static void absent(Readiness.Absent left, List<ProgramCheck> programs) {
        left.programs()
                .forEach(name -> programs.add(new ProgramCheck(name, "", true, left.reason())));
    }

    private static GadgetCheck verdict(
            GadgetSpec gadget,
            List<ProgramCheck> programs,
            Map<String, JigException> failures,
            long lockedBytes) {
        List<ProgramCheck> bad =
                programs.stream().filter(p -> !p.works() && !p.optional()).toList();
        if (bad.isEmpty()) {
            return new GadgetCheck(gadget.name(), Answer.YES, "", programs, lockedBytes);
        }
        boolean forbidden =
                failures.values().stream().anyMatch(PermissionException.class::isInstance);
        return new GadgetCheck(
                gadget.name(),
                forbidden ? Answer.UNKNOWN : Answer.NO,
                bad.getFirst().problem(),
                programs,
                0);
    }
}
