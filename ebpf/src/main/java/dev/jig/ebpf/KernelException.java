// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.JigException;
import org.jspecify.annotations.Nullable;

/// The kernel refused an operation. The message is one line: `<operation> <thing>: <what the error
/// number means> (<hint>)`.
public class KernelException extends JigException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    /// @param operation what was being done: `create map`
    /// @param thing to which thing: a name, a path
    /// @param hint what to try; only if it was checked that it can be true
    public KernelException(String operation, String thing, Errno errno, @Nullable String hint) {
        this(operation + " " + thing + ": " + fact(errno), errno, hint);
    }

    KernelException(String message, Errno errno, @Nullable String hint) {
        super(hint == null ? message : message + " (" + hint + ")");
        this.errno = errno;
    }

    /// What the system call answered; {@link Errno#UNKNOWN} where none was made.
    public Errno errno() {
        return errno;
    }

    static String fact(Errno errno) {
        return errno.text() + " [" + errno + "]";
    }
}
