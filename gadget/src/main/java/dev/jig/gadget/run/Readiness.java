// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import java.util.List;

/// What of a gadget is running. A value.
///
/// @param attached programs that can fire, with all their targets
/// @param absent what this kernel cannot have and the gadget works without
/// @param unneeded what has nothing to do on this kernel
/// @param taken what was chosen where there were several things to attach to
public record Readiness(
        List<Attached> attached, List<Absent> absent, List<Absent> unneeded, List<Taken> taken) {
    /// How a program that is meant for a kernel function gets there.
    public enum ProbeKind {
        TRAMPOLINE,
        KPROBE,
        /// It is not meant for a function.
        OTHER
    }

    /// @param target what the program is attached to, for people
    /// @param mechanism by what means of the kernel
    /// @param whyKprobe why not by a trampoline, `""` if that was out of the question
    public record Attached(
            String program, String target, String mechanism, ProbeKind probe, String whyKprobe) {}

    /// @param what a program or the key of a choice
    /// @param targets functions or values of the choice
    public record Taken(String what, List<String> targets) {
        public Taken {
            targets = List.copyOf(targets);
        }
    }

    /// @param what a program, several programs or a value of a choice, for people
    /// @param programs that are left out
    /// @param reason one line
    /// @param fields what events lack therefore
    public record Absent(String what, List<String> programs, String reason, List<String> fields) {
        public Absent {
            programs = List.copyOf(programs);
            fields = List.copyOf(fields);
        }
    }

    public Readiness {
        attached = List.copyOf(attached);
        absent = List.copyOf(absent);
        unneeded = List.copyOf(unneeded);
        taken = List.copyOf(taken);
    }
}
