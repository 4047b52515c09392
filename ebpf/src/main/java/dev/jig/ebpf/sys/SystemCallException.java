// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

import java.io.IOException;

/// A system call failed. Checked, so that whoever knows what it was for says so to the user.
public final class SystemCallException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /// @param thing the path or kind of thing the call was about
    public SystemCallException(String thing, int errno) {
        super(thing + ": error " + errno);
        this.errno = errno;
    }

    /// The kernel's error number.
    public int errno() {
        return errno;
    }
}
