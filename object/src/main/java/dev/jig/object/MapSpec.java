// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an object file says of one map: a value, nothing in the kernel.
///
/// @param name the name in the object; data sections keep their section's name (`.rodata`)
/// @param keySize bytes
/// @param valueSize bytes
/// @param maxEntries entries; for a ring buffer bytes; 0 where user space decides at load
/// @param flags `BPF_F_*` of map creation
/// @param extra `map_extra`
/// @param numaNode the node, or -1
/// @param pinByName whether the map is shared through a pin of its name
/// @param keyType BTF id of the key in the object's BTF, 0 if none
/// @param valueType BTF id of the value, 0 if none
/// @param inner the template of a map-in-map's values
/// @param slots initial contents of a program array or a map-in-map
/// @param contents initial bytes of a data section
/// @param frozen whether user space may not write any more once the contents are in
public record MapSpec(
        String name,
        MapType type,
        int keySize,
        int valueSize,
        int maxEntries,
        int flags,
        long extra,
        int numaNode,
        boolean pinByName,
        int keyType,
        int valueType,
        @Nullable MapSpec inner,
        List<Slot> slots,
        @Nullable Bytes contents,
        boolean frozen) {

    /// One initial value: the program or map called `target` at `index`.
    public record Slot(int index, String target) {}

    public MapSpec {
        slots = List.copyOf(slots);
    }

    /// A map without BTF, inner map or contents.
    public static MapSpec of(
            String name, MapType type, int keySize, int valueSize, int maxEntries) {
        return new MapSpec(
                name,
                type,
                keySize,
                valueSize,
                maxEntries,
                0,
                0,
                -1,
                false,
                0,
                0,
                null,
                List.of(),
                null,
                false);
    }

    /// Whether this map holds a data section (`.rodata`, `.data`, `.bss`, `.kconfig`).
    public boolean isData() {
        return contents != null;
    }

    public MapSpec withMaxEntries(int entries) {
        return new MapSpec(
                name, type, keySize, valueSize, entries, flags, extra, numaNode, pinByName, keyType,
                valueType, inner, slots, contents, frozen);
    }

    public MapSpec withSizes(int newKeySize, int newValueSize) {
        return new MapSpec(
                name,
                type,
                newKeySize,
                newValueSize,
                maxEntries,
                flags,
                extra,
                numaNode,
                pinByName,
                keyType,
                valueType,
                inner,
                slots,
                contents,
                frozen);
    }

    public MapSpec withContents(Bytes bytes) {
        return new MapSpec(
                name,
                type,
                keySize,
                valueSize,
                maxEntries,
                flags,
                extra,
                numaNode,
                pinByName,
                keyType,
                valueType,
                inner,
                slots,
                bytes,
                frozen);
    }

    public MapSpec withFlags(int newFlags) {
        return new MapSpec(
                name,
                type,
                keySize,
                valueSize,
                maxEntries,
                newFlags,
                extra,
                numaNode,
                pinByName,
                keyType,
                valueType,
                inner,
                slots,
                contents,
                frozen);
    }

    /// The same map with another type and sizes and without BTF: how a ring buffer becomes a perf
    /// event array on kernels before 5.8.
    public MapSpec retyped(MapType newType, int newKeySize, int newValueSize, int entries) {
        return new MapSpec(
                name,
                newType,
                newKeySize,
                newValueSize,
                entries,
                0,
                0,
                numaNode,
                pinByName,
                0,
                0,
                null,
                List.of(),
                null,
                false);
    }
}
