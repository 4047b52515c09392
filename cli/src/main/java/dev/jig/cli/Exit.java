// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.AttachException;
import dev.jig.ebpf.PermissionException;
import dev.jig.ebpf.TrampolineException;
import dev.jig.ebpf.UnsupportedException;
import dev.jig.ebpf.VerifierException;
import dev.jig.gadget.GadgetUnsupportedException;
import dev.jig.gadget.UsageException;

/// How a command ended, as the process says it. A code once given keeps its meaning.
enum Exit {
    OK(0),
    /// Something that should not happen, or a file that is not what it should be.
    FAILURE(1),
    /// The user asked for something there is not.
    USAGE(2),
    /// The launcher's: something needed to build jig is missing.
    TOOLS(3),
    /// A capability is missing, or a policy forbids it.
    PERMISSION(4),
    /// This kernel cannot do it.
    UNSUPPORTED(5);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Exit of(Throwable failure) {
        return switch (failure) {
            case UsageException _ -> USAGE;
            case MissingCapabilityException _ -> PERMISSION;
            case PermissionException _ -> PERMISSION;
            case UnsupportedException _ -> UNSUPPORTED;
            case GadgetUnsupportedException _ -> UNSUPPORTED;
            case VerifierException _ -> UNSUPPORTED;
            case AttachException _ -> UNSUPPORTED;
            case TrampolineException _ -> UNSUPPORTED;
            default -> FAILURE;
        };
    }
}
