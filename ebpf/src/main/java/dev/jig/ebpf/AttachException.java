// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.JigException;
import org.jspecify.annotations.Nullable;

/// A loaded program could not be attached: the target does not exist on this kernel, cannot be
/// probed, or the kernel lacks the mechanism.
public final class AttachException extends JigException {
    private static final long serialVersionUID = 1L;

    private final String program;
    private final String target;
    private final Errno errno;

    /// @param fact what is the matter, with the hint if there is one
    AttachException(
            String program, String target, String fact, Errno errno, @Nullable Throwable cause) {
        super("attach program " + program + " to " + target + ": " + fact, cause);
        this.program = program;
        this.target = target;
        this.errno = errno;
    }

    public String program() {
        return program;
    }

    /// The target with its kind: `tracepoint syscalls/sys_enter_execve`.
    public String target() {
        return target;
    }

    /// What the system call answered; {@link Errno#UNKNOWN} where none was made.
    public Errno errno() {
        return errno;
    }
}
