// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.KernelFunctions.Likeness;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// What a plan has to know of the machine it is made for.
interface KernelFacts {
    int possibleCpus();

    /// Functions that will be asked for.
    void prepare(Collection<String> functions);

    /// The name to probe a function by, its own or that of a copy of it.
    ///
    /// @param likeness how much a copy has to be like the function
    Optional<String> function(String name, Likeness likeness);

    boolean hasTracepoint(String group, String name);

    /// A struct, union, enumeration or typedef of the kernel.
    boolean hasType(String name);

    /// @param path `struct.member`
    boolean hasField(String path);

    /// Types of the file systems that are mounted now.
    Set<String> mountedFileSystems();

    /// Whether a module is loaded.
    boolean hasModule(String name);

    /// Whether modprobe(8) would find a module.
    boolean canLoad(String module);
}
