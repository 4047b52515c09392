// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.Capability;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What a process must be allowed to do before loading a gadget is worth a try. Less than root may
/// still not be enough: the kernel has the last word.
final class Privileges {
    private static final Set<Capability> NEEDED =
            EnumSet.of(Capability.CAP_BPF, Capability.CAP_PERFMON);

    private Privileges() {}

    /// The capabilities that are missing, by name; CAP_SYS_ADMIN stands for all of them.
    static List<String> missing(Set<Capability> effective) {
        if (effective.contains(Capability.CAP_SYS_ADMIN)) {
            return List.of();
        }
        Set<Capability> missing = new TreeSet<>(NEEDED);
        missing.removeAll(effective);
        return missing.stream().map(Capability::name).toList();
    }

    /// @param doing what cannot be done without them
    /// @throws MissingCapabilityException if one is missing
    static void check(String doing, Set<Capability> effective) {
        List<String> missing = missing(effective);
        if (!missing.isEmpty()) {
            throw new MissingCapabilityException(doing, missing);
        }
    }
}
