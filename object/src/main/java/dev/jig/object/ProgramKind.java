// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

/// What a section's name makes of its programs: type, expected attach type and flags as the kernel
/// numbers them. The names follow the section prefixes.
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
    KPROBE_MULTI(2, 42, 0),
    KRETPROBE_MULTI(2, 42, 0),
    UPROBE_MULTI(2, 48, 0),
    URETPROBE_MULTI(2, 48, 0),
    SCHED_CLS(3, 0, 0),
    TCX_INGRESS(3, 46, 0),
    TCX_EGRESS(3, 47, 0),
    SCHED_ACT(4, 0, 0),
    TRACEPOINT(5, 0, 0),
    XDP(6, 37, 0),
    PERF_EVENT(7, 0, 0),
    CGROUP_SKB(8, 0, 0),
    CGROUP_SKB_EGRESS(8, 1, 0),
    SOCK_OPS(13, 3, 0),
    SK_SKB(14, 0, 0),
    SK_SKB_STREAM_PARSER(14, 4, 0),
    SK_SKB_STREAM_VERDICT(14, 5, 0),
    SK_MSG(16, 7, 0),
    RAW_TRACEPOINT(17, 0, 0),
    RAW_TRACEPOINT_WRITABLE(24, 0, 0),
    TP_BTF(26, 23, 0),
    FENTRY(26, 24, 0),
    FENTRY_SLEEPABLE(26, 24, ProgramKind.SLEEPABLE),
    FEXIT(26, 25, 0),
    FEXIT_SLEEPABLE(26, 25, ProgramKind.SLEEPABLE),
    FMOD_RET(26, 26, 0),
    FMOD_RET_SLEEPABLE(26, 26, ProgramKind.SLEEPABLE),
    ITER(26, 28, 0),
    ITER_SLEEPABLE(26, 28, ProgramKind.SLEEPABLE),
    LSM(29, 27, 0),
    LSM_SLEEPABLE(29, 27, ProgramKind.SLEEPABLE),
    SYSCALL(31, 0, ProgramKind.SLEEPABLE);

    static final int SLEEPABLE = 0x10;

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

    /// Whether the target is a kernel type or function found by BTF at load.
    public boolean attachesByBtf() {
        return programType == 26 || programType == 29;
    }
}
