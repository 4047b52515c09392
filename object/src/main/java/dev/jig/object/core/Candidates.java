// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfNames;
import dev.jig.object.core.Candidate.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The target types that may be what a local type means: those of its essential name and kind.
final class Candidates {
    private final BtfKind kind;
    private final String name;
    private final Supplier<List<Btf>> modules;
    private final List<Candidate> near;
    private volatile @Nullable List<Candidate> far;

    private Candidates(
            BtfKind kind, String name, CoreTargets targets, Supplier<List<Btf>> modules) {
        this.kind = kind;
        this.name = name;
        this.modules = modules;
        List<Candidate> found = new ArrayList<>();
        add(found, 0, targets.kernel(), Origin.KERNEL);
        targets.extra().forEach(extra -> add(found, 0, extra, Origin.EXTRA));
        this.near = List.copyOf(found);
    }

    /// @param modules asked only when module types are wanted
    static Candidates of(Btf local, int root, CoreTargets targets, Supplier<List<Btf>> modules) {
        String name = BtfNames.essential(local.name(root));
        if (name.isEmpty() || local.kind(root).modifier()) {
            throw new CoreRelocationException("type " + root + " has no name");
        }
        return new Candidates(local.kind(root), name, targets, modules);
    }

    /// For records that do not depend on the target's types.
    static Candidates none(Btf local) {
        return new Candidates(BtfKind.VOID, "", CoreTargets.of(local), List::of);
    }

    /// Without flavour.
    String name() {
        return name;
    }

    /// Those of vmlinux and the extra targets.
    List<Candidate> near() {
        return near;
    }

    /// Those of modules.
    List<Candidate> far() {
        List<Candidate> known = far;
        return known != null ? known : searchModules();
    }

    private synchronized List<Candidate> searchModules() {
        List<Candidate> known = far;
        if (known != null) {
            return known;
        }
        List<Candidate> found = new ArrayList<>();
        modules.get().forEach(module -> add(found, near.size(), module, Origin.MODULE));
        List<Candidate> all = List.copyOf(found);
        far = all;
        return all;
    }

    /// Whether there is one, as far as was searched.
    boolean any() {
        List<Candidate> known = far;
        return !near.isEmpty() || (known != null && !known.isEmpty());
    }

    private void add(List<Candidate> found, int firstNumber, Btf target, Origin origin) {
        for (int id : target.essentiallyNamed(name)) {
            if (id >= target.firstId() && TypeRules.sameKind(kind, target.kind(id))) {
                found.add(new Candidate(firstNumber + found.size(), target, id, origin));
            }
        }
    }
}
