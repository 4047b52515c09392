// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

/// The system calls jig makes and their numbers (arch/x86/entry/syscalls/syscall_64.tbl,
/// include/uapi/asm-generic/unistd.h).
public enum Syscall {
    READ(0, 63),
    WRITE(1, 64),
    CLOSE(3, 57),
    FSTATFS(138, 44),
    MMAP(9, 222),
    MUNMAP(11, 215),
    RT_SIGACTION(13, 134),
    IOCTL(16, 29),
    GETTID(186, 178),
    CLOCK_GETTIME(228, 113),
    TGKILL(234, 131),
    OPENAT(257, 56),
    PPOLL(271, 73),
    EPOLL_CREATE1(291, 20),
    EPOLL_CTL(233, 21),
    EPOLL_PWAIT(281, 22),
    EVENTFD2(290, 19),
    PERF_EVENT_OPEN(298, 241),
    FANOTIFY_INIT(300, 262),
    FANOTIFY_MARK(301, 263),
    PRLIMIT64(302, 261),
    BPF(321, 280),
    FSOPEN(430, 430),
    FSCONFIG(431, 431),
    FSMOUNT(432, 432),
    PIDFD_OPEN(434, 434);

    private final int x86;
    private final int arm64;

    Syscall(int x86, int arm64) {
        this.x86 = x86;
        this.arm64 = arm64;
    }

    int number(Architecture architecture) {
        return architecture == Architecture.X86_64 ? x86 : arm64;
    }
}
