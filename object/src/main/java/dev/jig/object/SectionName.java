// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import java.util.List;

/// What the name of a program's section says: `?kprobe/do_exit` is a kprobe on `do_exit` that is
/// not loaded unless asked for.
///
/// @param kind unspecified if no row of the table fits: such programs can be looked at, not loaded
/// @param target what follows the first slash in kinds that have a target there, else `""`
/// @param autoload false if the name begins with `?`
public record SectionName(ProgramKind kind, String target, boolean autoload) {

    /// The first row that fits counts. A pattern that ends in `+` is for names whose part before
    /// the first slash equals it and takes the rest as target; any other is for names that start
    /// with it, so `socket1` is a socket filter.
    private record Row(String pattern, ProgramKind kind) {
        boolean takesTarget() {
            return pattern.endsWith("+");
        }

        boolean fits(String name, String head) {
            return takesTarget()
                    ? head.length() == pattern.length() - 1 && pattern.startsWith(head)
                    : name.startsWith(pattern);
        }
    }

    private static final List<Row> TABLE =
            List.of(
                    new Row("socket", ProgramKind.SOCKET_FILTER),
                    new Row("kprobe.multi+", ProgramKind.KPROBE_MULTI),
                    new Row("kprobe.session+", ProgramKind.KPROBE_SESSION),
                    new Row("kretprobe.multi+", ProgramKind.KRETPROBE_MULTI),
                    new Row("kprobe+", ProgramKind.KPROBE),
                    new Row("kretprobe+", ProgramKind.KRETPROBE),
                    new Row("ksyscall+", ProgramKind.KSYSCALL),
                    new Row("kretsyscall+", ProgramKind.KRETSYSCALL),
                    new Row("uprobe.multi.s+", ProgramKind.UPROBE_MULTI_SLEEPABLE),
                    new Row("uprobe.multi+", ProgramKind.UPROBE_MULTI),
                    new Row("uprobe.session.s+", ProgramKind.UPROBE_SESSION_SLEEPABLE),
                    new Row("uprobe.session+", ProgramKind.UPROBE_SESSION),
                    new Row("uretprobe.multi.s+", ProgramKind.URETPROBE_MULTI_SLEEPABLE),
                    new Row("uretprobe.multi+", ProgramKind.URETPROBE_MULTI),
                    new Row("uprobe.s+", ProgramKind.UPROBE_SLEEPABLE),
                    new Row("uprobe+", ProgramKind.UPROBE),
                    new Row("uretprobe.s+", ProgramKind.URETPROBE_SLEEPABLE),
                    new Row("uretprobe+", ProgramKind.URETPROBE),
                    new Row("usdt.s+", ProgramKind.USDT_SLEEPABLE),
                    new Row("usdt+", ProgramKind.USDT),
                    new Row("tc/ingress", ProgramKind.TCX_INGRESS),
                    new Row("tc/egress", ProgramKind.TCX_EGRESS),
                    new Row("tcx/ingress", ProgramKind.TCX_INGRESS),
                    new Row("tcx/egress", ProgramKind.TCX_EGRESS),
                    new Row("tc", ProgramKind.SCHED_CLS),
                    new Row("classifier", ProgramKind.SCHED_CLS),
                    new Row("netkit/primary", ProgramKind.NETKIT_PRIMARY),
                    new Row("netkit/peer", ProgramKind.NETKIT_PEER),
                    new Row("action", ProgramKind.SCHED_ACT),
                    new Row("tracepoint+", ProgramKind.TRACEPOINT),
                    new Row("tp+", ProgramKind.TRACEPOINT),
                    new Row("xdp.frags/devmap", ProgramKind.XDP_DEVMAP_FRAGS),
                    new Row("xdp/devmap", ProgramKind.XDP_DEVMAP),
                    new Row("xdp.frags/cpumap", ProgramKind.XDP_CPUMAP_FRAGS),
                    new Row("xdp/cpumap", ProgramKind.XDP_CPUMAP),
                    new Row("xdp.frags", ProgramKind.XDP_FRAGS),
                    new Row("xdp", ProgramKind.XDP),
                    new Row("perf_event", ProgramKind.PERF_EVENT),
                    new Row("cgroup_skb/ingress", ProgramKind.CGROUP_SKB_INGRESS),
                    new Row("cgroup_skb/egress", ProgramKind.CGROUP_SKB_EGRESS),
                    new Row("cgroup/skb", ProgramKind.CGROUP_SKB),
                    new Row("cgroup/sock_create", ProgramKind.CGROUP_SOCK_CREATE),
                    new Row("cgroup/sock_release", ProgramKind.CGROUP_SOCK_RELEASE),
                    new Row("cgroup/sock", ProgramKind.CGROUP_SOCK_CREATE),
                    new Row("cgroup/post_bind4", ProgramKind.CGROUP_POST_BIND4),
                    new Row("cgroup/post_bind6", ProgramKind.CGROUP_POST_BIND6),
                    new Row("cgroup/bind4", ProgramKind.CGROUP_BIND4),
                    new Row("cgroup/bind6", ProgramKind.CGROUP_BIND6),
                    new Row("cgroup/connect4", ProgramKind.CGROUP_CONNECT4),
                    new Row("cgroup/connect6", ProgramKind.CGROUP_CONNECT6),
                    new Row("cgroup/connect_unix", ProgramKind.CGROUP_CONNECT_UNIX),
                    new Row("cgroup/sendmsg4", ProgramKind.CGROUP_SENDMSG4),
                    new Row("cgroup/sendmsg6", ProgramKind.CGROUP_SENDMSG6),
                    new Row("cgroup/sendmsg_unix", ProgramKind.CGROUP_SENDMSG_UNIX),
                    new Row("cgroup/recvmsg4", ProgramKind.CGROUP_RECVMSG4),
                    new Row("cgroup/recvmsg6", ProgramKind.CGROUP_RECVMSG6),
                    new Row("cgroup/recvmsg_unix", ProgramKind.CGROUP_RECVMSG_UNIX),
                    new Row("cgroup/getpeername4", ProgramKind.CGROUP_GETPEERNAME4),
                    new Row("cgroup/getpeername6", ProgramKind.CGROUP_GETPEERNAME6),
                    new Row("cgroup/getpeername_unix", ProgramKind.CGROUP_GETPEERNAME_UNIX),
                    new Row("cgroup/getsockname4", ProgramKind.CGROUP_GETSOCKNAME4),
                    new Row("cgroup/getsockname6", ProgramKind.CGROUP_GETSOCKNAME6),
                    new Row("cgroup/getsockname_unix", ProgramKind.CGROUP_GETSOCKNAME_UNIX),
                    new Row("cgroup/sysctl", ProgramKind.CGROUP_SYSCTL),
                    new Row("cgroup/getsockopt", ProgramKind.CGROUP_GETSOCKOPT),
                    new Row("cgroup/setsockopt", ProgramKind.CGROUP_SETSOCKOPT),
                    new Row("cgroup/dev", ProgramKind.CGROUP_DEVICE),
                    new Row("lwt_in", ProgramKind.LWT_IN),
                    new Row("lwt_out", ProgramKind.LWT_OUT),
                    new Row("lwt_xmit", ProgramKind.LWT_XMIT),
                    new Row("lwt_seg6local", ProgramKind.LWT_SEG6LOCAL),
                    new Row("sockops", ProgramKind.SOCK_OPS),
                    new Row("sk_skb/stream_parser", ProgramKind.SK_SKB_STREAM_PARSER),
                    new Row("sk_skb/stream_verdict", ProgramKind.SK_SKB_STREAM_VERDICT),
                    new Row("sk_skb/verdict", ProgramKind.SK_SKB_VERDICT),
                    new Row("sk_skb", ProgramKind.SK_SKB),
                    new Row("sk_msg", ProgramKind.SK_MSG),
                    new Row("raw_tracepoint.w+", ProgramKind.RAW_TRACEPOINT_WRITABLE),
                    new Row("raw_tracepoint+", ProgramKind.RAW_TRACEPOINT),
                    new Row("raw_tp.w+", ProgramKind.RAW_TRACEPOINT_WRITABLE),
                    new Row("raw_tp+", ProgramKind.RAW_TRACEPOINT),
                    new Row("lirc_mode2", ProgramKind.LIRC_MODE2),
                    new Row("sk_reuseport/migrate", ProgramKind.SK_REUSEPORT_MIGRATE),
                    new Row("sk_reuseport", ProgramKind.SK_REUSEPORT),
                    new Row("flow_dissector", ProgramKind.FLOW_DISSECTOR),
                    new Row("tp_btf+", ProgramKind.TP_BTF),
                    new Row("fentry.s+", ProgramKind.FENTRY_SLEEPABLE),
                    new Row("fentry+", ProgramKind.FENTRY),
                    new Row("fexit.s+", ProgramKind.FEXIT_SLEEPABLE),
                    new Row("fexit+", ProgramKind.FEXIT),
                    new Row("fmod_ret.s+", ProgramKind.FMOD_RET_SLEEPABLE),
                    new Row("fmod_ret+", ProgramKind.FMOD_RET),
                    new Row("fsession.s+", ProgramKind.FSESSION_SLEEPABLE),
                    new Row("fsession+", ProgramKind.FSESSION),
                    new Row("iter.s+", ProgramKind.ITER_SLEEPABLE),
                    new Row("iter+", ProgramKind.ITER),
                    new Row("struct_ops.s+", ProgramKind.STRUCT_OPS_SLEEPABLE),
                    new Row("struct_ops+", ProgramKind.STRUCT_OPS),
                    new Row("freplace+", ProgramKind.FREPLACE),
                    new Row("lsm_cgroup+", ProgramKind.LSM_CGROUP),
                    new Row("lsm.s+", ProgramKind.LSM_SLEEPABLE),
                    new Row("lsm+", ProgramKind.LSM),
                    new Row("sk_lookup", ProgramKind.SK_LOOKUP),
                    new Row("syscall", ProgramKind.SYSCALL),
                    new Row("netfilter", ProgramKind.NETFILTER));

    /// Never fails: an unknown name is of an unspecified kind.
    public static SectionName parse(String section) {
        boolean autoload = !section.startsWith("?");
        String name = autoload ? section : section.substring(1);
        int slash = name.indexOf('/');
        String head = slash < 0 ? name : name.substring(0, slash);
        String target = slash < 0 ? "" : name.substring(slash + 1);
        return TABLE.stream()
                .filter(row -> row.fits(name, head))
                .findFirst()
                .map(row -> new SectionName(row.kind, row.takesTarget() ? target : "", autoload))
                .orElse(new SectionName(ProgramKind.UNSPECIFIED, "", autoload));
    }
}
