// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

/// What `BPF_MAP_CREATE` takes.
///
/// @param innerFd the template of a map-in-map's values, 0 for none
/// @param numaNode the node if `flags` has `BPF_F_NUMA_NODE`, else 0
/// @param name `""` for none; the first 15 bytes are sent
/// @param btfFd types of key and value, 0 for none
public record MapCreation(
        int type,
        int keySize,
        int valueSize,
        int maxEntries,
        int flags,
        int innerFd,
        int numaNode,
        String name,
        int btfFd,
        int keyType,
        int valueType,
        long extra) {
    public static final int NO_PREALLOCATION = 0x1;
    public static final int NUMA_NODE = 0x4;
    public static final int READ_ONLY_FOR_PROGRAMS = 0x80;
    public static final int MAPPABLE = 0x400;
    public static final int INNER_MAP = 0x1000;

    /// A map of nothing but type, sizes and flags.
    public static MapCreation plain(int type, int key, int value, int entries, int flags) {
        return new MapCreation(type, key, value, entries, flags, 0, 0, "", 0, 0, 0, 0);
    }

    public MapCreation named(String newName) {
        return new MapCreation(
                type,
                keySize,
                valueSize,
                maxEntries,
                flags,
                innerFd,
                numaNode,
                newName,
                btfFd,
                keyType,
                valueType,
                extra);
    }

    public MapCreation withInner(int fd) {
        return new MapCreation(
                type,
                keySize,
                valueSize,
                maxEntries,
                flags,
                fd,
                numaNode,
                name,
                btfFd,
                keyType,
                valueType,
                extra);
    }

    public MapCreation withFlags(int newFlags) {
        return new MapCreation(
                type,
                keySize,
                valueSize,
                maxEntries,
                newFlags,
                innerFd,
                numaNode,
                name,
                btfFd,
                keyType,
                valueType,
                extra);
    }

    public MapCreation withoutBtf() {
        return new MapCreation(
                type,
                keySize,
                valueSize,
                maxEntries,
                flags,
                innerFd,
                numaNode,
                name,
                0,
                0,
                0,
                extra);
    }
}
