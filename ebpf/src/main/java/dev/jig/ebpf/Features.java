// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.MapType;
import dev.jig.object.ProgramKind;
import dev.jig.object.btf.BtfSupport;
import java.util.List;
import java.util.Set;

/// What this kernel offers, found out by trying. A certain answer is remembered, an unknown one is
/// asked again. Safe for use by several threads.
public final class Features {
    Features() {}

    public Answer has(Feature feature) {
        return probe(feature).answer();
    }

    public Probe probe(Feature feature) {
        throw new UnsupportedOperationException("" + feature);
    }

    /// Every feature, in the order of the enumeration.
    public List<Probe> all() {
        throw new UnsupportedOperationException();
    }

    public Answer hasMapType(MapType type) {
        throw new UnsupportedOperationException("" + type);
    }

    public Answer hasProgramType(ProgramKind kind) {
        throw new UnsupportedOperationException("" + kind);
    }

    /// Whether programs of that kind may call a helper.
    ///
    /// @param helper the number of `enum bpf_func_id`
    public Answer hasHelper(ProgramKind kind, int helper) {
        throw new UnsupportedOperationException("" + kind + helper);
    }

    /// The kinds of BTF this kernel certainly takes.
    public Set<BtfSupport> btfSupport() {
        throw new UnsupportedOperationException();
    }
}
