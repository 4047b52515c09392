// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

/// What a section's name makes of its programs: type, expected attach type and flags as the kernel
/// numbers them. The names follow the section prefixes; {@link SectionName} is the table of those.
public enum ProgramKind {
    UNSPECIFIED(0, 0, 0),
    SOCKET_FILTER(1, 0, 0),
    KPROBE(2, 0, 0),
    KRETPROBE(2, 0, 0),
    UPROBE(2, 0, 0),
    URETPROBE(2, 0, 0),
    UPROBE_SLEEPABLE(2, 0, ProgramKind.SLEEPABLE),
    URETPROBE_SLEEPABLE(2, 0, ProgramKind.SLEEPABLE),
    KSYSCALL(2, 0, 0),
    KRETSYSCALL(2, 0, 0),
    USDT(2, 0, 0),
    USDT_SLEEPABLE(2, 0, ProgramKind.SLEEPABLE),
    KPROBE_MULTI(2, 42, 0),
    KRETPROBE_MULTI(2, 42, 0),
    KPROBE_SESSION(2, 56, 0),
    UPROBE_MULTI(2, 48, 0),
    URETPROBE_MULTI(2, 48, 0),
    UPROBE_MULTI_SLEEPABLE(2, 48, ProgramKind.SLEEPABLE),
    URETPROBE_MULTI_SLEEPABLE(2, 48, ProgramKind.SLEEPABLE),
    UPROBE_SESSION(2, 57, 0),
    UPROBE_SESSION_SLEEPABLE(2, 57, ProgramKind.SLEEPABLE),
    SCHED_CLS(3, 0, 0),
    TCX_INGRESS(3, 46, 0),
    TCX_EGRESS(3, 47, 0),
    NETKIT_PRIMARY(3, 54, 0),
    NETKIT_PEER(3, 55, 0),
    SCHED_ACT(4, 0, 0),
    TRACEPOINT(5, 0, 0),
    XDP(6, 37, 0),
    XDP_FRAGS(6, 37, ProgramKind.FRAGS),
    XDP_DEVMAP(6, 33, 0),
    XDP_DEVMAP_FRAGS(6, 33, ProgramKind.FRAGS),
    XDP_CPUMAP(6, 35, 0),
    XDP_CPUMAP_FRAGS(6, 35, ProgramKind.FRAGS),
    PERF_EVENT(7, 0, 0),
    CGROUP_SKB(8, 0, 0),
    CGROUP_SKB_INGRESS(8, 0, 0),
    CGROUP_SKB_EGRESS(8, 1, 0),
    CGROUP_SOCK_CREATE(9, 2, 0),
    CGROUP_SOCK_RELEASE(9, 34, 0),
    CGROUP_POST_BIND4(9, 12, 0),
    CGROUP_POST_BIND6(9, 13, 0),
    LWT_IN(10, 0, 0),
    LWT_OUT(11, 0, 0),
    LWT_XMIT(12, 0, 0),
    SOCK_OPS(13, 3, 0),
    SK_SKB(14, 0, 0),
    SK_SKB_STREAM_PARSER(14, 4, 0),
    SK_SKB_STREAM_VERDICT(14, 5, 0),
    SK_SKB_VERDICT(14, 38, 0),
    CGROUP_DEVICE(15, 6, 0),
    SK_MSG(16, 7, 0),
    RAW_TRACEPOINT(17, 0, 0),
    CGROUP_BIND4(18, 8, 0),
    CGROUP_BIND6(18, 9, 0),
    CGROUP_CONNECT4(18, 10, 0),
    CGROUP_CONNECT6(18, 11, 0),
    CGROUP_CONNECT_UNIX(18, 49, 0),
    CGROUP_SENDMSG4(18, 14, 0),
    CGROUP_SENDMSG6(18, 15, 0),
    CGROUP_SENDMSG_UNIX(18, 50, 0),
    CGROUP_RECVMSG4(18, 19, 0),
    CGROUP_RECVMSG6(18, 20, 0),
    CGROUP_RECVMSG_UNIX(18, 51, 0),
    CGROUP_GETPEERNAME4(18, 29, 0),
    CGROUP_GETPEERNAME6(18, 30, 0),
    CGROUP_GETPEERNAME_UNIX(18, 52, 0),
    CGROUP_GETSOCKNAME4(18, 31, 0),
    CGROUP_GETSOCKNAME6(18, 32, 0),
    CGROUP_GETSOCKNAME_UNIX(18, 53, 0),
    LWT_SEG6LOCAL(19, 0, 0),
    LIRC_MODE2(20, 16, 0),
    SK_REUSEPORT(21, 39, 0),
    SK_REUSEPORT_MIGRATE(21, 40, 0),
    FLOW_DISSECTOR(22, 17, 0),
    CGROUP_SYSCTL(23, 18, 0),
    RAW_TRACEPOINT_WRITABLE(24, 0, 0),
    CGROUP_GETSOCKOPT(25, 21, 0),
    CGROUP_SETSOCKOPT(25, 22, 0),
    TP_BTF(26, 23, 0),
    FENTRY(26, 24, 0),
    FENTRY_SLEEPABLE(26, 24, ProgramKind.SLEEPABLE),
    FEXIT(26, 25, 0),
    FEXIT_SLEEPABLE(26, 25, ProgramKind.SLEEPABLE),
    FMOD_RET(26, 26, 0),
    FMOD_RET_SLEEPABLE(26, 26, ProgramKind.SLEEPABLE),
    FSESSION(26, 58, 0),
    FSESSION_SLEEPABLE(26, 58, ProgramKind.SLEEPABLE),
    ITER(26, 28, 0),
    ITER_SLEEPABLE(26, 28, ProgramKind.SLEEPABLE),
    STRUCT_OPS(27, 44, 0),
    STRUCT_OPS_SLEEPABLE(27, 44, ProgramKind.SLEEPABLE),
    FREPLACE(28, 0, 0),
    LSM(29, 27, 0),
    LSM_SLEEPABLE(29, 27, ProgramKind.SLEEPABLE),
    LSM_CGROUP(29, 43, 0),
    SK_LOOKUP(30, 36, 0),
    SYSCALL(31, 0, ProgramKind.SLEEPABLE),
    NETFILTER(32, 45, 0);

    /// `BPF_F_SLEEPABLE`
    static final int SLEEPABLE = 0x10;

    /// `BPF_F_XDP_HAS_FRAGS`
    static final int FRAGS = 0x20;

    private static final int TRACING = 26;
    private static final int LSM_TYPE = 29;

    private final int programType;
    private final int attachType;
    private final int loadFlags;

    ProgramKind(int programType, int attachType, int loadFlags) {
        this.programType = programType;
        this.attachType = attachType;
        this.loadFlags = loadFlags;
    }

    /// `enum bpf_prog_type`; 0 means the section's name is unknown and the program cannot be
    /// loaded.
    public int programType() {
        return programType;
    }

    /// `enum bpf_attach_type` expected at load, 0 if none.
    public int attachType() {
        return attachType;
    }

    /// `BPF_F_*` of program load.
    public int loadFlags() {
        return loadFlags;
    }

    /// Whether the target is the name of a kernel function.
    public boolean probesFunction() {
        return switch (this) {
            case KPROBE,
                    KRETPROBE,
                    FENTRY,
                    FENTRY_SLEEPABLE,
                    FEXIT,
                    FEXIT_SLEEPABLE,
                    FMOD_RET,
                    FMOD_RET_SLEEPABLE ->
                    true;
            default -> false;
        };
    }

    /// Whether the target is a kernel type or function found by BTF at load.
    public boolean attachesByBtf() {
        return programType == TRACING || programType == LSM_TYPE;
    }
}
