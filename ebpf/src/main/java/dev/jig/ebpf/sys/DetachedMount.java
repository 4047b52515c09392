// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

import java.lang.foreign.Arena;

/// A file system that is mounted nowhere: only who has the descriptor can see it (fsopen(2), 5.2).
/// Owned by whoever made it. Needs CAP_SYS_ADMIN.
public final class DetachedMount implements AutoCloseable {
    private static final int CLOSE_ON_EXEC = 1;
    private static final int CREATE = 6;

    private final Descriptors descriptors;
    private final int fd;
    private boolean closed;

    private DetachedMount(Descriptors descriptors, int fd) {
        this.descriptors = descriptors;
        this.fd = fd;
    }

    /// @param type `tracefs`, `securityfs`
    public static DetachedMount open(Syscalls syscalls, Descriptors descriptors, String type)
            throws SystemCallException {
        int context = checked(type, fsopen(syscalls, type));
        try {
            checked(type, syscalls.call(Syscall.FSCONFIG, context, CREATE));
            int fd = checked(type, syscalls.call(Syscall.FSMOUNT, context, CLOSE_ON_EXEC));
            return new DetachedMount(descriptors, fd);
        } finally {
            descriptors.close(context);
        }
    }

    private static long fsopen(Syscalls syscalls, String type) {
        try (Arena arena = Arena.ofConfined()) {
            long name = CStrings.allocate(arena, type).address();
            return syscalls.call(Syscall.FSOPEN, name, CLOSE_ON_EXEC);
        }
    }

    /// A path to its root, good for this process only.
    public String path() {
        return "/proc/self/fd/" + fd;
    }

    private static int checked(String type, long result) throws SystemCallException {
        if (result < 0) {
            throw new SystemCallException(type, (int) -result);
        }
        return (int) result;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            descriptors.close(fd);
        }
    }
}
