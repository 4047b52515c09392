// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

import org.jspecify.annotations.Nullable;

/// A CO-RE relocation record: what the compiler assumed of a type and wants corrected at load.
///
/// @param rootType BTF id in the object's BTF
/// @param access numbers separated by colons: `0:3:1`
public record CoreRecord(CoreKind kind, int rootType, String access) {
    /* Written out because records are keys at every start of the tool: generated ones are not in an
    AOT cache of JDK 25 and cost 20 ms. */

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CoreRecord that
                && kind == that.kind
                && rootType == that.rootType
                && access.equals(that.access);
    }

    @Override
    public int hashCode() {
        return (rootType * 31 + kind.ordinal()) * 31 + access.hashCode();
    }
}
