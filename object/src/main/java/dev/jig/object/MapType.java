// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import java.util.Optional;

/// The kinds of eBPF map, in the order of `enum bpf_map_type` (include/uapi/linux/bpf.h), so that
/// the ordinal is the kernel's number.
public enum MapType {
    UNSPECIFIED,
    HASH,
    ARRAY,
    PROG_ARRAY,
    PERF_EVENT_ARRAY,
    PERCPU_HASH,
    PERCPU_ARRAY,
    STACK_TRACE,
    CGROUP_ARRAY,
    LRU_HASH,
    LRU_PERCPU_HASH,
    LPM_TRIE,
    ARRAY_OF_MAPS,
    HASH_OF_MAPS,
    DEVMAP,
    SOCKMAP,
    CPUMAP,
    XSKMAP,
    SOCKHASH,
    CGROUP_STORAGE,
    REUSEPORT_SOCKARRAY,
    PERCPU_CGROUP_STORAGE,
    QUEUE,
    STACK,
    SK_STORAGE,
    DEVMAP_HASH,
    STRUCT_OPS,
    RINGBUF,
    INODE_STORAGE,
    TASK_STORAGE,
    BLOOM_FILTER,
    USER_RINGBUF,
    CGRP_STORAGE,
    ARENA,
    INSN_ARRAY;

    private static final MapType[] BY_CODE = values();

    /// The kernel's number of this type.
    public int code() {
        return ordinal();
    }

    public static Optional<MapType> of(long code) {
        return code < 0 || code >= BY_CODE.length
                ? Optional.empty()
                : Optional.of(BY_CODE[(int) code]);
    }

    /// Whether each possible CPU has a value of its own.
    public boolean perCpu() {
        return switch (this) {
            case PERCPU_HASH, PERCPU_ARRAY, LRU_PERCPU_HASH, PERCPU_CGROUP_STORAGE -> true;
            default -> false;
        };
    }

    /// Whether the values are other maps.
    public boolean mapInMap() {
        return this == ARRAY_OF_MAPS || this == HASH_OF_MAPS;
    }
}
