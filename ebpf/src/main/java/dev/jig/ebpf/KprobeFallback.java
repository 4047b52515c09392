// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.ProgramSpec;
import java.util.Objects;

/// Loads programs as kprobes that were loaded for trampolines and could not be attached. Safe for
/// use by several threads.
final class KprobeFallback {
    private final Kernel kernel;
    private final ObjectLoad load;

    KprobeFallback(Kernel kernel, ObjectLoad load) {
        this.kernel = kernel;
        this.load = load;
    }

    /// @param program converted for a trampoline; stays the caller's
    /// @param reason why it cannot be attached
    /// @throws TrampolineException if nothing but a trampoline will do
    Program load(Program program, String reason) {
        ProgramSpec spec = Objects.requireNonNull(program.kprobe());
        if (load.options().probe() == ProbeChoice.TRAMPOLINE) {
            throw new TrampolineException(spec.name(), spec.target(), reason, null);
        }
        try (ObjectTypes types = ObjectTypes.load(load.spec().btf(), kernel)) {
            return load.loader(types.fd()).asKprobe(spec, load.options().logLevel(), reason);
        }
    }
}
