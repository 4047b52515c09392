// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes exceptions of what system calls answer, with a hint where it was checked that it applies.
final class Failures {
    private static final Set<Capability> TRACING =
            EnumSet.of(Capability.CAP_BPF, Capability.CAP_PERFMON);

    private Failures() {}

    static UnsupportedException unsupported(String operation, Feature feature) {
        return new UnsupportedException(operation, feature.description(), feature.since());
    }

    /// The exception for a failed call that tracing capabilities allow.
    ///
    /// @param result the negated error number
    static KernelException of(Kernel kernel, String operation, String thing, long result) {
        Errno errno = Errno.of(-result);
        return errno == Errno.EPERM || errno == Errno.EACCES
                ? forbidden(kernel, operation, thing, errno)
                : new KernelException(operation, thing, errno, null);
    }

    /// The exception for a call that was not permitted.
    static PermissionException forbidden(
            Kernel kernel, String operation, String thing, Errno errno) {
        Set<Capability> missing = missing(kernel.capabilities());
        return new PermissionException(operation, thing, errno, missing, hint(kernel, missing));
    }

    /// Of the capabilities that tracing needs (5.8; CAP_SYS_ADMIN stands for both, and is the one
    /// before).
    static Set<Capability> missing(Set<Capability> effective) {
        if (effective.contains(Capability.CAP_SYS_ADMIN)) {
            return Set.of();
        }
        Set<Capability> missing = EnumSet.copyOf(TRACING);
        missing.removeAll(effective);
        return missing;
    }

    private static @Nullable String hint(Kernel kernel, Set<Capability> missing) {
        if (!missing.isEmpty()) {
            return "missing "
                    + String.join(", ", missing.stream().map(Enum::name).toList())
                    + "; run as root";
        }
        return kernel.lockdown() == Lockdown.CONFIDENTIALITY
                ? "kernel lockdown is confidentiality"
                : "the process has the capabilities, so a policy of this system forbids it";
    }
}
