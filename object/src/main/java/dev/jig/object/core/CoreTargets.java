// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import java.util.List;
import java.util.function.Supplier;

/// The types that CO-RE records are resolved against.
///
/// @param kernel vmlinux, or the BTF given in its place
/// @param modules split BTF of kernel modules, asked for only when the kernel has no full match
/// @param extra further targets, always considered
public record CoreTargets(Btf kernel, Supplier<List<Btf>> modules, List<Btf> extra) {
    public static CoreTargets of(Btf kernel) {
        return new CoreTargets(kernel, List::of, List.of());
    }
}
