// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import java.util.HashMap;
import java.util.Map;

/// The kernel's error numbers of x86-64 and arm64 (include/uapi/asm-generic/errno.h, and the two of
/// include/linux/errno.h that bpf(2) lets out).
public enum Errno {
    /// A number that is not in this list.
    UNKNOWN(0, "unknown error"),
    EPERM(1, "not permitted"),
    ENOENT(2, "no such file or entry"),
    ESRCH(3, "no such process"),
    EINTR(4, "interrupted by a signal"),
    EIO(5, "input/output error"),
    ENXIO(6, "no such device or address"),
    E2BIG(7, "too big"),
    EBADF(9, "bad file descriptor"),
    ECHILD(10, "no child process"),
    EAGAIN(11, "try again"),
    ENOMEM(12, "out of memory"),
    EACCES(13, "access denied"),
    EFAULT(14, "bad address"),
    EBUSY(16, "busy"),
    EEXIST(17, "exists already"),
    EXDEV(18, "on another file system"),
    ENODEV(19, "no such device"),
    ENOTDIR(20, "not a directory"),
    EISDIR(21, "is a directory"),
    EINVAL(22, "invalid argument"),
    ENFILE(23, "too many open files in the system"),
    EMFILE(24, "too many open files"),
    ENOTTY(25, "not supported by the device"),
    EFBIG(27, "file too large"),
    ENOSPC(28, "no space left"),
    ESPIPE(29, "illegal seek"),
    EROFS(30, "read-only file system"),
    EPIPE(32, "broken pipe"),
    EDOM(33, "out of domain"),
    ERANGE(34, "out of range"),
    EDEADLK(35, "would deadlock"),
    ENAMETOOLONG(36, "name too long"),
    ENOSYS(38, "no such system call"),
    ELOOP(40, "too many links"),
    EPROTO(71, "protocol error"),
    EOVERFLOW(75, "value too large"),
    EILSEQ(84, "illegal byte sequence"),
    ENOTSUP(95, "operation not supported"),
    EADDRNOTAVAIL(99, "address not available"),
    ETIMEDOUT(110, "timed out"),
    EALREADY(114, "already in progress"),
    ESTALE(116, "stale handle"),
    ECANCELED(125, "cancelled"),
    /// Inside the kernel's own range; bpf(2) and perf events let it out.
    ENOTSUPP(524, "operation not supported");

    private static final Map<Integer, Errno> BY_NUMBER = new HashMap<>();

    static {
        for (Errno errno : values()) {
            BY_NUMBER.put(errno.number, errno);
        }
    }

    private final int number;
    private final String text;

    Errno(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /// The kernel's number, 0 for {@link #UNKNOWN}.
    public int number() {
        return number;
    }

    /// What it means, in a few lower-case words.
    public String text() {
        return text;
    }

    /// @param number positive
    public static Errno of(long number) {
        return number > Integer.MAX_VALUE ? UNKNOWN : BY_NUMBER.getOrDefault((int) number, UNKNOWN);
    }
}
