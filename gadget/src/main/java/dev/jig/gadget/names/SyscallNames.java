// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.names;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Names of system calls as `SYS_EXECVE`, by the numbers of the machine's architecture
/// (arch/x86/entry/syscalls/syscall_64.tbl, scripts/syscall.tbl; up to Linux 6.18). Safe for use by
/// several threads; lookups allocate nothing.
public final class SyscallNames {
    private static final String SHARED =
            """
            424: pidfd_send_signal io_uring_setup io_uring_enter io_uring_register
            428: open_tree move_mount fsopen fsconfig fsmount fspick pidfd_open clone3
            436: close_range openat2 pidfd_getfd faccessat2 process_madvise epoll_pwait2
            442: mount_setattr quotactl_fd landlock_create_ruleset landlock_add_rule
            446: landlock_restrict_self memfd_secret process_mrelease futex_waitv
            450: set_mempolicy_home_node cachestat fchmodat2 map_shadow_stack futex_wake
            455: futex_wait futex_requeue statmount listmount lsm_get_self_attr
            460: lsm_set_self_attr lsm_list_modules mseal setxattrat getxattrat
            465: listxattrat removexattrat open_tree_attr file_getattr file_setattr
            """;

    private static final String X86_64 =
            """
            0: read write open close stat fstat lstat poll lseek mmap mprotect munmap
            12: brk rt_sigaction rt_sigprocmask rt_sigreturn ioctl pread64 pwrite64
            19: readv writev access pipe select sched_yield mremap msync mincore madvise
            29: shmget shmat shmctl dup dup2 pause nanosleep getitimer alarm setitimer
            39: getpid sendfile socket connect accept sendto recvfrom sendmsg recvmsg
            48: shutdown bind listen getsockname getpeername socketpair setsockopt
            55: getsockopt clone fork vfork execve exit wait4 kill uname semget semop
            66: semctl shmdt msgget msgsnd msgrcv msgctl fcntl flock fsync fdatasync
            76: truncate ftruncate getdents getcwd chdir fchdir rename mkdir rmdir creat
            86: link unlink symlink readlink chmod fchmod chown fchown lchown umask
            96: gettimeofday getrlimit getrusage sysinfo times ptrace getuid syslog
            104: getgid setuid setgid geteuid getegid setpgid getppid getpgrp setsid
            113: setreuid setregid getgroups setgroups setresuid getresuid setresgid
            120: getresgid getpgid setfsuid setfsgid getsid capget capset rt_sigpending
            128: rt_sigtimedwait rt_sigqueueinfo rt_sigsuspend sigaltstack utime mknod
            134: uselib personality ustat statfs fstatfs sysfs getpriority setpriority
            142: sched_setparam sched_getparam sched_setscheduler sched_getscheduler
            146: sched_get_priority_max sched_get_priority_min sched_rr_get_interval
            149: mlock munlock mlockall munlockall vhangup modify_ldt pivot_root _sysctl
            157: prctl arch_prctl adjtimex setrlimit chroot sync acct settimeofday mount
            166: umount2 swapon swapoff reboot sethostname setdomainname iopl ioperm
            174: create_module init_module delete_module get_kernel_syms query_module
            179: quotactl nfsservctl getpmsg putpmsg afs_syscall tuxcall security gettid
            187: readahead setxattr lsetxattr fsetxattr getxattr lgetxattr fgetxattr
            194: listxattr llistxattr flistxattr removexattr lremovexattr fremovexattr
            200: tkill time futex sched_setaffinity sched_getaffinity set_thread_area
            206: io_setup io_destroy io_getevents io_submit io_cancel get_thread_area
            212: lookup_dcookie epoll_create epoll_ctl_old epoll_wait_old
            216: remap_file_pages getdents64 set_tid_address restart_syscall semtimedop
            221: fadvise64 timer_create timer_settime timer_gettime timer_getoverrun
            226: timer_delete clock_settime clock_gettime clock_getres clock_nanosleep
            231: exit_group epoll_wait epoll_ctl tgkill utimes vserver mbind
            238: set_mempolicy get_mempolicy mq_open mq_unlink mq_timedsend
            243: mq_timedreceive mq_notify mq_getsetattr kexec_load waitid add_key
            249: request_key keyctl ioprio_set ioprio_get inotify_init inotify_add_watch
            255: inotify_rm_watch migrate_pages openat mkdirat mknodat fchownat
            261: futimesat newfstatat unlinkat renameat linkat symlinkat readlinkat
            268: fchmodat faccessat pselect6 ppoll unshare set_robust_list
            274: get_robust_list splice tee sync_file_range vmsplice move_pages
            280: utimensat epoll_pwait signalfd timerfd_create eventfd fallocate
            286: timerfd_settime timerfd_gettime accept4 signalfd4 eventfd2
            291: epoll_create1 dup3 pipe2 inotify_init1 preadv pwritev rt_tgsigqueueinfo
            298: perf_event_open recvmmsg fanotify_init fanotify_mark prlimit64
            303: name_to_handle_at open_by_handle_at clock_adjtime syncfs sendmmsg setns
            309: getcpu process_vm_readv process_vm_writev kcmp finit_module
            314: sched_setattr sched_getattr renameat2 seccomp getrandom memfd_create
            320: kexec_file_load bpf execveat userfaultfd membarrier mlock2
            326: copy_file_range preadv2 pwritev2 pkey_mprotect pkey_alloc pkey_free
            332: statx io_pgetevents rseq uretprobe
            """;

    private static final String ARM64 =
            """
            0: io_setup io_destroy io_submit io_cancel io_getevents setxattr lsetxattr
            7: fsetxattr getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr
            14: removexattr lremovexattr fremovexattr getcwd lookup_dcookie eventfd2
            20: epoll_create1 epoll_ctl epoll_pwait dup dup3 fcntl inotify_init1
            27: inotify_add_watch inotify_rm_watch ioctl ioprio_set ioprio_get flock
            33: mknodat mkdirat unlinkat symlinkat linkat renameat umount2 mount
            41: pivot_root nfsservctl statfs fstatfs truncate ftruncate fallocate
            48: faccessat chdir fchdir chroot fchmod fchmodat fchownat fchown openat
            57: close vhangup pipe2 quotactl getdents64 lseek read write readv writev
            67: pread64 pwrite64 preadv pwritev sendfile pselect6 ppoll signalfd4
            75: vmsplice splice tee readlinkat newfstatat fstat sync fsync fdatasync
            84: sync_file_range timerfd_create timerfd_settime timerfd_gettime utimensat
            89: acct capget capset personality exit exit_group waitid set_tid_address
            97: unshare futex set_robust_list get_robust_list nanosleep getitimer
            103: setitimer kexec_load init_module delete_module timer_create
            108: timer_gettime timer_getoverrun timer_settime timer_delete clock_settime
            113: clock_gettime clock_getres clock_nanosleep syslog ptrace sched_setparam
            119: sched_setscheduler sched_getscheduler sched_getparam sched_setaffinity
            123: sched_getaffinity sched_yield sched_get_priority_max
            126: sched_get_priority_min sched_rr_get_interval restart_syscall kill tkill
            131: tgkill sigaltstack rt_sigsuspend rt_sigaction rt_sigprocmask
            136: rt_sigpending rt_sigtimedwait rt_sigqueueinfo rt_sigreturn setpriority
            141: getpriority reboot setregid setgid setreuid setuid setresuid getresuid
            149: setresgid getresgid setfsuid setfsgid times setpgid getpgid getsid
            157: setsid getgroups setgroups uname sethostname setdomainname getrlimit
            164: setrlimit getrusage umask prctl getcpu gettimeofday settimeofday
            171: adjtimex getpid getppid getuid geteuid getgid getegid gettid sysinfo
            180: mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr
            186: msgget msgctl msgrcv msgsnd semget semctl semtimedop semop shmget
            195: shmctl shmat shmdt socket socketpair bind listen accept connect
            204: getsockname getpeername sendto recvfrom setsockopt getsockopt shutdown
            211: sendmsg recvmsg readahead brk munmap mremap add_key request_key keyctl
            220: clone execve mmap fadvise64 swapon swapoff mprotect msync mlock munlock
            230: mlockall munlockall mincore madvise remap_file_pages mbind
            236: get_mempolicy set_mempolicy migrate_pages move_pages rt_tgsigqueueinfo
            241: perf_event_open accept4 recvmmsg
            260: wait4 prlimit64 fanotify_init fanotify_mark name_to_handle_at
            265: open_by_handle_at clock_adjtime syncfs setns sendmmsg process_vm_readv
            271: process_vm_writev kcmp finit_module sched_setattr sched_getattr
            276: renameat2 seccomp getrandom memfd_create bpf execveat userfaultfd
            283: membarrier mlock2 copy_file_range preadv2 pwritev2 pkey_mprotect
            289: pkey_alloc pkey_free statx io_pgetevents rseq kexec_file_load
            """;

    private SyscallNames() {}

    private static final class Machine {
        static final NameTable TABLE =
                switch (System.getProperty("os.arch")) {
                    case "aarch64" -> arm64();
                    default -> x86();
                };
    }

    /// The name of a system call of this machine; null if the number has none. The array is shared
    /// and must not be changed.
    public static byte @Nullable [] utf8(long number) {
        return Machine.TABLE.utf8(number);
    }

    /// The system calls of x86-64.
    public static NameTable x86() {
        return NameTable.parse("SYS_", upper(X86_64 + SHARED));
    }

    /// The system calls of arm64.
    public static NameTable arm64() {
        return NameTable.parse("SYS_", upper(ARM64 + SHARED));
    }

    private static String upper(String names) {
        return names.toUpperCase(Locale.ROOT);
    }
}
