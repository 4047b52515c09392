// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.KernelFunctions.Likeness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Facts as a test wants them.
final class FakeFacts implements KernelFacts {
    final Set<String> functions = new TreeSet<>();
    final Set<String> tracepoints = new TreeSet<>();
    final Set<String> types = new TreeSet<>();
    final Set<String> mounted = new TreeSet<>();
    final Set<String> modules = new TreeSet<>();
    final Set<String> loadable = new TreeSet<>();
    final List<String> prepared = new ArrayList<>();
    private final int cpus;

    FakeFacts(int cpus) {
        this.cpus = cpus;
    }

    FakeFacts withFunctions(String... names) {
        functions.addAll(List.of(names));
        return this;
    }

    @Override
    public int possibleCpus() {
        return cpus;
    }

    @Override
    public void prepare(Collection<String> names) {
        prepared.addAll(names);
    }

    /// A copy without arguments serves those that need none.
    @Override
    public Optional<String> function(String name, Likeness likeness) {
        return functions.contains(name)
                ? Optional.of(name)
                : Optional.of(name + ".isra.0")
                        .filter(copy -> likeness == Likeness.CALLS && functions.contains(copy));
    }

    @Override
    public boolean hasTracepoint(String group, String name) {
        return tracepoints.contains(group + "/" + name);
    }

    @Override
    public boolean hasType(String name) {
        return types.contains(name);
    }

    @Override
    public boolean hasField(String path) {
        return types.contains(path);
    }

    @Override
    public Set<String> mountedFileSystems() {
        return mounted;
    }

    @Override
    public boolean hasModule(String name) {
        return modules.contains(name);
    }

    @Override
    public boolean canLoad(String module) {
        return loadable.contains(module);
    }
}
