// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import java.util.List;

/// What of a gadget is running. A value.
///
/// @param attached programs that can fire, with all their targets
/// @param absent optional programs that this kernel cannot have
public record Readiness(List<Attached> attached, List<Absent> absent) {
    /// @param target what the program is attached to, for people
    /// @param mechanism by what means of the kernel
    public record Attached(String program, String target, String mechanism) {}

    /// @param reason one line
    /// @param fields what events lack therefore
    public record Absent(String program, String reason, List<String> fields) {
        public Absent {
            fields = List.copyOf(fields);
        }
    }

    public Readiness {
        attached = List.copyOf(attached);
        absent = List.copyOf(absent);
    }
}
