// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.info;

import dev.jig.object.MapType;

/// How documents for programs spell the kinds of map: as Inspektor Gadget's do.
public final class MapTypeNames {
    private MapTypeNames() {}

    public static String of(MapType type) {
        return switch (type) {
            case UNSPECIFIED -> "UnspecifiedMap";
            case HASH -> "Hash";
            case ARRAY -> "Array";
            case PROG_ARRAY -> "ProgramArray";
            case PERF_EVENT_ARRAY -> "PerfEventArray";
            case PERCPU_HASH -> "PerCPUHash";
            case PERCPU_ARRAY -> "PerCPUArray";
            case STACK_TRACE -> "StackTrace";
            case CGROUP_ARRAY -> "CGroupArray";
            case LRU_HASH -> "LRUHash";
            case LRU_PERCPU_HASH -> "LRUCPUHash";
            case LPM_TRIE -> "LPMTrie";
            case ARRAY_OF_MAPS -> "ArrayOfMaps";
            case HASH_OF_MAPS -> "HashOfMaps";
            case DEVMAP -> "DevMap";
            case SOCKMAP -> "SockMap";
            case CPUMAP -> "CPUMap";
            case XSKMAP -> "XSKMap";
            case SOCKHASH -> "SockHash";
            case CGROUP_STORAGE -> "CGroupStorage";
            case REUSEPORT_SOCKARRAY -> "ReusePortSockArray";
            case PERCPU_CGROUP_STORAGE -> "PerCPUCGroupStorage";
            case QUEUE -> "Queue";
            case STACK -> "Stack";
            case SK_STORAGE -> "SkStorage";
            case DEVMAP_HASH -> "DevMapHash";
            case STRUCT_OPS -> "StructOpsMap";
            case RINGBUF -> "RingBuf";
            case INODE_STORAGE -> "InodeStorage";
            case TASK_STORAGE -> "TaskStorage";
            case BLOOM_FILTER -> "BloomFilter";
            case USER_RINGBUF -> "UserRingbuf";
            case CGRP_STORAGE -> "CgroupStorage";
            case ARENA -> "Arena";
            case INSN_ARRAY -> "InsnArray";
        };
    }
}
