// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.reader;

import dev.jig.object.MalformedObjectException;
import dev.jig.object.MapSpec;
import dev.jig.object.MapSpec.Slot;
import dev.jig.object.MapType;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType;
import dev.jig.object.btf.BtfType.Member;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the struct type that defines a map. A number is written as the length of an array that a
/// member points to, or as the only value of an enumeration; a type is what a member points to.
final class MapDefinition {
    /// Bytes of a descriptor, which is what user space puts in as a function or a map.
    private static final int DESCRIPTOR_SIZE = 4;

    private static final int MAX_MEMBERS = 16;

    private final ObjectFile file;
    private final Btf btf;
    private final String name;
    private final boolean template;
    private MapType type = MapType.UNSPECIFIED;
    private long keySize = -1;
    private long valueSize = -1;
    private long maxEntries;
    private long flags;
    private long extra;
    private long numaNode = -1;
    private boolean pinned;
    private int keyType;
    private int valueType;
    private @Nullable MapSpec inner;
    private int valuesOffset = -1;

    /// @param template whether this is what the values of a map of maps are like
    MapDefinition(ObjectFile file, Btf btf, String name, boolean template) {
        this.file = file;
        this.btf = btf;
        this.name = name;
        this.template = template;
    }

    void read(int struct) {
        require(btf.kind(struct) == BtfKind.STRUCT, "is not defined by a struct");
        require(btf.elements(struct) <= MAX_MEMBERS, "has too many members");
        List<Member> members = ((BtfType.Struct) btf.type(struct)).members();
        for (Member member : members) {
            require(valuesOffset < 0, "has members after its values");
            read(member);
        }
        require(type != MapType.UNSPECIFIED, "has no type");
    }

    private void read(Member member) {
        int memberType = member.type();
        switch (member.name()) {
            case "type" -> type = mapType(number(member));
            case "key_size" -> keySize = size(member, number(member), keySize);
            case "value_size" -> valueSize = size(member, number(member), valueSize);
            case "key" -> {
                keyType = pointee(member, memberType);
                keySize = size(member, btf.sizeOf(keyType), keySize);
            }
            case "value" -> {
                valueType = pointee(member, memberType);
                valueSize = size(member, btf.sizeOf(valueType), valueSize);
            }
            case "max_entries" -> maxEntries = unsigned(member);
            case "map_flags" -> flags = unsigned(member);
            case "map_extra" -> extra = number(member);
            case "numa_node" -> numaNode = unsigned(member);
            case "pinning" -> pinned = pinning(number(member));
            case "values" -> values(member);
            default -> throw malformed("has the unknown member %s", member.name());
        }
    }

    private long size(Member member, long size, long before) {
        require(size >= 0 && size <= Integer.MAX_VALUE, "has an impossible %s", member.name());
        require(
                before < 0 || before == size,
                "has a %s that differs from its %s",
                member.name(),
                counterpart(member.name()));
        return size;
    }

    private static String counterpart(String member) {
        return member.endsWith("_size")
                ? member.substring(0, member.length() - "_size".length())
                : member + "_size";
    }

    private long unsigned(Member member) {
        long value = number(member);
        require(value >= 0 && value <= 0xffffffffL, "has an impossible %s", member.name());
        return value;
    }

    /// The number a member stands for.
    private long number(Member member) {
        int id = btf.strip(member.type());
        if (btf.kind(id).enumeration() && btf.elements(id) > 0) {
            return btf.enumeratorValue(id, 0);
        }
        int array = btf.strip(pointee(member, id));
        require(
                btf.kind(array) == BtfKind.ARRAY,
                "has a member %s that is no number",
                member.name());
        return Integer.toUnsignedLong(btf.word(array, 2));
    }

    private int pointee(Member member, int pointer) {
        int id = btf.strip(pointer);
        require(
                btf.kind(id) == BtfKind.POINTER,
                "has a member %s that is no pointer",
                member.name());
        return btf.target(id);
    }

    private MapType mapType(long code) {
        return MapType.of(code).orElseThrow(() -> malformed("is of the unknown type %s", code));
    }

    private boolean pinning(long value) {
        require(value == 0 || value == 1, "has the unknown pinning %s", value);
        return value == 1;
    }

    /// The last member, an array of pointers to what the map holds: functions or maps.
    private void values(Member member) {
        int array = btf.strip(member.type());
        require(btf.kind(array) == BtfKind.ARRAY, "has values that are no array");
        int heldType = btf.strip(pointee(member, btf.word(array, 0)));
        valueSize = size(member, DESCRIPTOR_SIZE, valueSize);
        valuesOffset = member.bitOffset() / Byte.SIZE;
        if (btf.kind(heldType) == BtfKind.PROTOTYPE) {
            require(type == MapType.PROG_ARRAY, "holds functions but is no program array");
            return;
        }
        require(type.mapInMap(), "holds maps but is no map of maps");
        require(!template, "is a map of maps inside another");
        MapDefinition held = new MapDefinition(file, btf, name + ".inner", true);
        held.read(heldType);
        require(!held.pinned, "holds a map that is pinned");
        inner = held.build(List.of());
    }

    /// Where the initial values start in the map's bytes, -1 if it has none.
    int valuesOffset() {
        return valuesOffset;
    }

    MapSpec build(List<Slot> slots) {
        for (Slot slot : slots) {
            require(
                    maxEntries == 0 || slot.index() < maxEntries,
                    "has a value at %d, behind its last entry",
                    slot.index());
        }
        return new MapSpec(
                name,
                type,
                (int) Math.max(keySize, 0),
                (int) Math.max(valueSize, 0),
                (int) maxEntries,
                (int) flags,
                extra,
                (int) numaNode,
                pinned,
                keyType,
                valueType,
                inner,
                slots,
                null,
                false);
    }

    @SuppressWarnings("AnnotateFormatMethod") // that annotation is of a library not used here
    private void require(boolean condition, String fact, Object... details) {
        if (!condition) {
            throw malformed(fact, details);
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // that annotation is of a library not used here
    private MalformedObjectException malformed(String fact, Object... details) {
        return file.malformed("map %s %s", name, fact.formatted(details));
    }
}
