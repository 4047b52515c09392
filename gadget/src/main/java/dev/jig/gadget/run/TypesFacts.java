// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import dev.jig.ebpf.KernelFunctions.Likeness;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The facts of a kernel of which nothing is known but its types.
record TypesFacts(Btf types) implements KernelFacts {
    private static final Set<BtfKind> NAMED =
            EnumSet.of(
                    BtfKind.STRUCT, BtfKind.UNION, BtfKind.ENUM, BtfKind.ENUM64, BtfKind.TYPEDEF);

    private static final int MAX_NESTING = 16;

    @Override
    public int possibleCpus() {
        return 1;
    }

    @Override
    public void prepare(Collection<String> functions) {}

    @Override
    public Optional<String> function(String name, Likeness likeness) {
        return types.find(BtfKind.FUNCTION, name).isPresent()
                ? Optional.of(name)
                : Optional.empty();
    }

    @Override
    public boolean hasTracepoint(String group, String name) {
        return true;
    }

    @Override
    public boolean hasType(String name) {
        return NAMED.stream().anyMatch(kind -> types.find(kind, name).isPresent());
    }

    @Override
    public boolean hasField(String path) {
        int dot = path.indexOf('.');
        String type = path.substring(0, dot);
        return Stream.of(BtfKind.STRUCT, BtfKind.UNION)
                .flatMapToInt(kind -> types.find(kind, type).stream())
                .anyMatch(id -> hasMember(id, path.substring(dot + 1), 0));
    }

    /// Members of anonymous structures are those of what they are in.
    private boolean hasMember(int type, String name, int depth) {
        return depth < MAX_NESTING
                && types.type(types.strip(type)) instanceof BtfType.Composite composite
                && composite.members().stream().anyMatch(m -> isOrHas(m, name, depth));
    }

    private boolean isOrHas(BtfType.Member member, String name, int depth) {
        return member.name().isEmpty()
                ? hasMember(member.type(), name, depth + 1)
                : member.name().equals(name);
    }

    @Override
    public Set<String> mountedFileSystems() {
        return Set.of();
    }

    @Override
    public boolean hasModule(String name) {
        return true;
    }

    @Override
    public boolean canLoad(String module) {
        return false;
    }
}
