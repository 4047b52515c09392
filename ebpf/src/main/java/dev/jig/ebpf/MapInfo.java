// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.jig.ebpf.sys.Bpf;
import dev.jig.ebpf.sys.CStrings;
import dev.jig.ebpf.sys.MapCreation;
import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// What the kernel says of a map (`struct bpf_map_info`, 4.13).
///
/// @param type the number of `enum bpf_map_type`
record MapInfo(
        int type, int id, int keySize, int valueSize, int maxEntries, int flags, String name) {
    private static final int SIZE = 80;

    static MapInfo of(Bpf bpf, int fd, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(SIZE, 8);
            long status = bpf.info(fd, info);
            if (status < 0) {
                throw new KernelException("read facts of map", name, Errno.of(-status), null);
            }
            return of(info);
        }
    }

    private static MapInfo of(MemorySegment info) {
        return new MapInfo(
                info.get(JAVA_INT, 0),
                info.get(JAVA_INT, 4),
                info.get(JAVA_INT, 8),
                info.get(JAVA_INT, 12),
                info.get(JAVA_INT, 16),
                info.get(JAVA_INT, 20),
                CStrings.read(info.asSlice(24, 16)));
    }

    MapSpec spec(String name) {
        MapType known = MapType.of(type).orElse(MapType.UNSPECIFIED);
        return MapSpec.of(name, known, keySize, valueSize, maxEntries).withFlags(flags);
    }

    /// Everything in which this map is not what a spec, corrected for the kernel, asks for.
    List<String> differences(MapSpec wanted) {
        List<String> differences = new ArrayList<>();
        compare("type", type, wanted.type().code(), differences);
        compare("key size", keySize, wanted.keySize(), differences);
        compare("value size", valueSize, wanted.valueSize(), differences);
        compare("max entries", maxEntries, wanted.maxEntries(), differences);
        compare(
                "flags",
                comparable(flags, wanted),
                comparable(wanted.flags(), wanted),
                differences);
        return differences;
    }

    private static void compare(String what, int is, int wanted, List<String> differences) {
        if (is != wanted) {
            differences.add(what + " " + is + " instead of " + wanted);
        }
    }

    /// The kernel adds a flag of its own to device maps; data maps are mapped where it can be.
    private static int comparable(int flags, MapSpec wanted) {
        int ignored =
                switch (wanted.type()) {
                    case DEVMAP, DEVMAP_HASH -> MapCreation.READ_ONLY_FOR_PROGRAMS;
                    default -> wanted.isData() ? MapCreation.MAPPABLE : 0;
                };
        return flags & ~ignored;
    }
}
