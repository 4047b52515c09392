// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

import static dev.jig.ebpf.sys.Syscall.CLOSE;
import static dev.jig.ebpf.sys.Syscall.EVENTFD2;
import static dev.jig.ebpf.sys.Syscall.IOCTL;
import static dev.jig.ebpf.sys.Syscall.MMAP;
import static dev.jig.ebpf.sys.Syscall.MUNMAP;
import static dev.jig.ebpf.sys.Syscall.OPENAT;
import static dev.jig.ebpf.sys.Syscall.READ;
import static dev.jig.ebpf.sys.Syscall.WRITE;

import java.lang.foreign.Arena;
import org.jspecify.annotations.Nullable;

/// The calls common to all descriptors. Results are those of {@link Syscalls#call}. A call that a
/// signal interrupted is made again. Safe for use by several threads.
public final class Descriptors {
    public static final int READ_ONLY = 0;
    public static final int READ_WRITE = 2;

    /// `O_WRONLY | O_APPEND`, the same on both machines.
    public static final int WRITE_APPEND = 1 | 02000;

    public static final int PROT_READ = 1;
    public static final int PROT_WRITE = 2;
    public static final int MAP_SHARED = 1;
    public static final int MAP_PRIVATE = 2;
    public static final int MAP_FIXED = 0x10;

    private static final int CLOSE_ON_EXEC = 02000000;
    private static final int NON_BLOCKING = 04000;
    private static final int AT_WORKING_DIRECTORY = -100;
    private static final int EINTR = 4;

    private final Syscalls syscalls;

    public Descriptors(Syscalls syscalls) {
        this.syscalls = syscalls;
    }

    /// Opens a file, close-on-exec.
    public long open(String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            long name = CStrings.allocate(arena, path).address();
            return retried(OPENAT, AT_WORKING_DIRECTORY, name, flags | CLOSE_ON_EXEC);
        }
    }

    public long read(int fd, long address, long size) {
        return retried(READ, fd, address, size);
    }

    public long write(int fd, long address, long size) {
        return retried(WRITE, fd, address, size);
    }

    /// Closes; Linux frees the number even if it reports an interruption, so never again.
    public void close(int fd) {
        syscalls.call(CLOSE, fd);
    }

    public long ioctl(int fd, long request, long argument) {
        return retried(IOCTL, fd, request, argument);
    }

    /// @param address 0 unless the flags have {@link #MAP_FIXED}
    public long map(long address, long size, int protection, int flags, int fd, long offset) {
        return syscalls.call(MMAP, address, size, protection, flags, fd, offset);
    }

    /// The same as a resource.
    ///
    /// @return null if the kernel refuses
    public @Nullable Mapping mapping(long size, int protection, int flags, int fd, long offset) {
        long address = map(0, size, protection, flags, fd, offset);
        return address < 0 ? null : Mapping.of(this, address, size);
    }

    /// Makes pages that were mapped a resource.
    public Mapping adopt(long address, long size) {
        return Mapping.of(this, address, size);
    }

    public void unmap(long address, long size) {
        syscalls.call(MUNMAP, address, size);
    }

    /// A counter to wake pollers with.
    public long eventCounter() {
        return syscalls.call(EVENTFD2, 0, CLOSE_ON_EXEC | NON_BLOCKING);
    }

    private long retried(Syscall call, long a, long b, long c) {
        long result;
        do {
            result = syscalls.call(call, a, b, c);
        } while (result == -EINTR);
        return result;
    }
}
