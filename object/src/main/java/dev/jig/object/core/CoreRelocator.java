// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.ProgramSpec;
import dev.jig.object.btf.Btf;

/// Corrects a program's CO-RE records for the types of a target kernel. Deterministic: the result
/// does not depend on the order of records or programs. Safe for use by several threads.
public final class CoreRelocator {
    /// @param local the object's own types
    public CoreRelocator(Btf local, CoreTargets targets) {
        throw new UnsupportedOperationException("" + local.order() + targets);
    }

    /// The program with every record applied. An instruction whose target does not exist becomes a
    /// call of the impossible helper 0xbad2310 with a note that names the missing field.
    ///
    /// @throws CoreRelocationException if a record is ambiguous or does not fit its instruction
    public ProgramSpec relocate(ProgramSpec program) {
        throw new UnsupportedOperationException("" + program);
    }
}
