// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The kernel refused an operation because the process may not do it: a capability is missing, or a
/// policy (lockdown, a security module, a container's filter) forbids it.
public final class PermissionException extends KernelException {
    private static final long serialVersionUID = 1L;

    private final Set<Capability> missing;

    PermissionException(
            String operation,
            String thing,
            Errno errno,
            Set<Capability> missing,
            @Nullable String hint) {
        super(operation, thing, errno, hint);
        this.missing = Set.copyOf(missing);
    }

    /// Capabilities that the operation needs and the process has not; empty if a policy is the
    /// cause.
    public Set<Capability> missing() {
        return missing;
    }
}
