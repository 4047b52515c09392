// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.need;

import dev.jig.object.MapType;
import dev.jig.object.ProgramKind;

/// Which mainline release brought which type of map and program.
final class Versions {
    private Versions() {}

    static Release of(MapType type) {
        return Release.of(
                switch (type) {
                    case UNSPECIFIED, HASH, ARRAY -> "3.19";
                    case PROG_ARRAY -> "4.2";
                    case PERF_EVENT_ARRAY -> "4.3";
                    case PERCPU_HASH, PERCPU_ARRAY, STACK_TRACE -> "4.6";
                    case CGROUP_ARRAY -> "4.8";
                    case LRU_HASH, LRU_PERCPU_HASH -> "4.10";
                    case LPM_TRIE -> "4.11";
                    case ARRAY_OF_MAPS, HASH_OF_MAPS -> "4.12";
                    case DEVMAP, SOCKMAP -> "4.14";
                    case CPUMAP -> "4.15";
                    case XSKMAP, SOCKHASH -> "4.18";
                    case CGROUP_STORAGE, REUSEPORT_SOCKARRAY -> "4.19";
                    case PERCPU_CGROUP_STORAGE, QUEUE, STACK -> "4.20";
                    case SK_STORAGE -> "5.2";
                    case DEVMAP_HASH -> "5.4";
                    case STRUCT_OPS -> "5.6";
                    case RINGBUF -> "5.8";
                    case INODE_STORAGE -> "5.10";
                    case TASK_STORAGE -> "5.11";
                    case BLOOM_FILTER -> "5.16";
                    case USER_RINGBUF -> "6.1";
                    case CGRP_STORAGE -> "6.2";
                    case ARENA -> "6.9";
                    case INSN_ARRAY -> "6.19";
                });
    }

    static Release of(ProgramKind kind) {
        return Release.of(
                switch (kind) {
                    case KPROBE_MULTI, KRETPROBE_MULTI -> "5.18";
                    case KPROBE_SESSION -> "6.10";
                    case UPROBE_MULTI,
                            URETPROBE_MULTI,
                            UPROBE_MULTI_SLEEPABLE,
                            URETPROBE_MULTI_SLEEPABLE ->
                            "6.6";
                    case UPROBE_SESSION, UPROBE_SESSION_SLEEPABLE -> "6.13";
                    case TCX_INGRESS, TCX_EGRESS -> "6.6";
                    case NETKIT_PRIMARY, NETKIT_PEER -> "6.7";
                    case XDP_FRAGS, XDP_DEVMAP_FRAGS, XDP_CPUMAP_FRAGS -> "5.18";
                    case XDP_DEVMAP -> "5.8";
                    case XDP_CPUMAP -> "5.9";
                    case CGROUP_CONNECT_UNIX,
                            CGROUP_SENDMSG_UNIX,
                            CGROUP_RECVMSG_UNIX,
                            CGROUP_GETPEERNAME_UNIX,
                            CGROUP_GETSOCKNAME_UNIX ->
                            "6.7";
                    case ITER -> "5.8";
                    case FMOD_RET -> "5.7";
                    case FENTRY_SLEEPABLE,
                            FEXIT_SLEEPABLE,
                            FMOD_RET_SLEEPABLE,
                            LSM_SLEEPABLE,
                            UPROBE_SLEEPABLE,
                            URETPROBE_SLEEPABLE ->
                            "5.10";
                    case LSM_CGROUP, ITER_SLEEPABLE -> "6.0";
                    case FSESSION, FSESSION_SLEEPABLE -> "7.0";
                    default -> ofType(kind.programType());
                });
    }

    /// @param type of `enum bpf_prog_type`
    private static String ofType(int type) {
        return switch (type) {
            case 0, 1 -> "3.19";
            case 2, 3, 4 -> "4.1";
            case 5 -> "4.7";
            case 6 -> "4.8";
            case 7 -> "4.9";
            case 8, 9, 10, 11, 12 -> "4.10";
            case 13 -> "4.13";
            case 14 -> "4.14";
            case 15 -> "4.15";
            case 16, 17, 18 -> "4.17";
            case 19, 20 -> "4.18";
            case 21 -> "4.19";
            case 22 -> "4.20";
            case 23, 24 -> "5.2";
            case 25 -> "5.3";
            case 26 -> "5.5";
            case 27, 28 -> "5.6";
            case 29 -> "5.7";
            case 30 -> "5.9";
            case 31 -> "5.14";
            default -> "6.4";
        };
    }
}
