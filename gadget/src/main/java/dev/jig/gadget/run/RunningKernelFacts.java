// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.KernelFunctions.Likeness;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The facts of the kernel this process runs on.
record RunningKernelFacts(Kernel kernel) implements KernelFacts {
    private static final Set<BtfKind> NAMED =
            EnumSet.of(
                    BtfKind.STRUCT, BtfKind.UNION, BtfKind.ENUM, BtfKind.ENUM64, BtfKind.TYPEDEF);

    private static final int MAX_NESTING = 16;

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
        return NAMED.stream().anyMatch(kind -> kernel.btf().find(kind, name).isPresent());
    }

    @Override
    public boolean hasField(String path) {
        int dot = path.indexOf('.');
        String type = path.substring(0, dot);
        Btf btf = kernel.btf();
        return Stream.of(BtfKind.STRUCT, BtfKind.UNION)
                .flatMapToInt(kind -> btf.find(kind, type).stream())
                .anyMatch(id -> hasMember(btf, id, path.substring(dot + 1), 0));
    }

    /// Members of anonymous structures are those of what they are in.
    private static boolean hasMember(Btf btf, int type, String name, int depth) {
        return depth < MAX_NESTING
                && btf.type(btf.strip(type)) instanceof BtfType.Composite composite
                && composite.members().stream().anyMatch(m -> isOrHas(btf, m, name, depth));
    }

    private static boolean isOrHas(Btf btf, BtfType.Member member, String name, int depth) {
        return member.name().isEmpty()
                ? hasMember(btf, member.type(), name, depth + 1)
                : member.name().equals(name);
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
