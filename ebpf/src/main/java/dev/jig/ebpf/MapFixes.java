// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.MapSpec;
import dev.jig.object.MapType;

/// Corrects what an object says of a map to what this kernel takes.
final class MapFixes {
    private static final int NAME = 15;

    private MapFixes() {}

    /// @throws KernelException if the object leaves open what only it could say
    static MapSpec fix(MapSpec map, Kernel kernel) {
        MapSpec fixed =
                switch (map.type()) {
                    case ARRAY_OF_MAPS, PROG_ARRAY, CGROUP_ARRAY -> map.withSizes(4, 4);
                    case HASH_OF_MAPS -> map.withSizes(map.keySize(), 4);
                    case PERF_EVENT_ARRAY -> perCpu(map.withSizes(4, 4), kernel);
                    case CPUMAP -> perCpu(map, kernel);
                    case RINGBUF, USER_RINGBUF ->
                            map.withSizes(0, 0)
                                    .withMaxEntries(ringSize(map.maxEntries(), kernel.pageSize()));
                    default -> map;
                };
        return checked(fixed);
    }

    /// One slot a CPU: slots are found by CPU number.
    private static MapSpec perCpu(MapSpec map, Kernel kernel) {
        int cpus = kernel.possibleCpus();
        boolean fits = map.maxEntries() > 0 && map.maxEntries() <= cpus;
        return fits ? map : map.withMaxEntries(cpus);
    }

    /// The next power of two of at least a page.
    static int ringSize(int wanted, int pageSize) {
        int size = pageSize;
        while (size < wanted && size < 1 << 30) {
            size <<= 1;
        }
        return size;
    }

    private static MapSpec checked(MapSpec map) {
        if (map.maxEntries() == 0 && needsEntries(map.type())) {
            throw new KernelException(
                    "create map " + map.name() + ": the object gives it no size",
                    Errno.EINVAL,
                    "set max_entries before loading");
        }
        return map;
    }

    private static boolean needsEntries(MapType type) {
        return switch (type) {
            case SK_STORAGE,
                    INODE_STORAGE,
                    TASK_STORAGE,
                    CGRP_STORAGE,
                    CGROUP_STORAGE,
                    PERCPU_CGROUP_STORAGE,
                    UNSPECIFIED ->
                    false;
            default -> true;
        };
    }

    /// A name the kernel takes (`bpf_obj_name_cpy`): letters, digits, `_` and, since 5.2, dots; at
    /// most 15.
    static String kernelName(String name) {
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < name.length() && kept.length() < NAME; i++) {
            char c = name.charAt(i);
            if (c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '.')) {
                kept.append(c);
            }
        }
        return kept.toString();
    }

    static String withoutDots(String name) {
        return name.replace(".", "");
    }

    /// Whether the kernel takes the BTF of keys and values of this type at all.
    static boolean takesBtf(MapType type) {
        return switch (type) {
            case PERF_EVENT_ARRAY,
                    CGROUP_ARRAY,
                    STACK_TRACE,
                    ARRAY_OF_MAPS,
                    HASH_OF_MAPS,
                    DEVMAP,
                    DEVMAP_HASH,
                    CPUMAP,
                    XSKMAP,
                    SOCKMAP,
                    SOCKHASH,
                    QUEUE,
                    STACK,
                    ARENA,
                    RINGBUF,
                    USER_RINGBUF ->
                    false;
            default -> true;
        };
    }
}
