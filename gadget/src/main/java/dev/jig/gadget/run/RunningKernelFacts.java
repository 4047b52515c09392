// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.KernelFunctions.Likeness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The facts of the kernel this process runs on.
record RunningKernelFacts(Kernel kernel) implements KernelFacts {
    @Override
    public int possibleCpus() {
        return kernel.possibleCpus();
    }

    @Override
    public void prepare(Collection<String> functions) {
        kernel.functions().prepare(functions);
    }

    @Override
    public Optional<String> function(String name, Likeness likeness) {
        return kernel.functions().find(name, likeness);
    }

    @Override
    public boolean hasTracepoint(String group, String name) {
        return kernel.hasTracepoint(group, name);
    }

    @Override
    public boolean hasType(String name) {
        return new TypesFacts(kernel.btf()).hasType(name);
    }

    @Override
    public boolean hasField(String path) {
        return new TypesFacts(kernel.btf()).hasField(path);
    }

    @Override
    public Set<String> mountedFileSystems() {
        return kernel.mountedFileSystems();
    }

    @Override
    public boolean hasModule(String name) {
        return kernel.hasModule(name);
    }

    @Override
    public boolean canLoad(String module) {
        Path list = Path.of("/lib/modules", kernel.release(), "modules.dep");
        try (Stream<String> lines = Files.lines(list)) {
            return lines.anyMatch(line -> line.contains("/" + module + ".ko"));
        } catch (IOException | UncheckedIOException absent) {
            return false;
        }
    }
}
