// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import dev.jig.object.MalformedObjectException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A set of BTF types over the bytes they came in; a type is decoded when it is asked for. Type ids
/// start at 1, id 0 is void. Immutable to callers and safe for use by several threads.
///
/// {@link #type} gives a whole type as a value. The methods that take an id and an index read one
/// fact of it and make no objects; they do not check that the type is of a kind that has such
/// facts.
public final class Btf {
    private static final int MAX_DEPTH = 32;

    private final @Nullable Btf base;
    private final int firstId;
    private final int firstString;
    private final ByteBuffer raw;
    private final ByteBuffer types;
    private final BtfStrings strings;
    private final BtfOffsets offsets;
    private volatile @Nullable BtfNameIndex typeIndex;
    private volatile @Nullable BtfNameIndex declarationIndex;

    private Btf(@Nullable Btf base, ByteBuffer raw, BtfHeader header) {
        this.base = base;
        this.firstId = base == null ? 1 : base.typeCount();
        this.firstString = base == null ? 0 : base.firstString + base.strings.size();
        this.raw = raw;
        this.types = header.types();
        this.strings = new BtfStrings(header.strings());
        this.offsets = BtfOffsets.of(header, firstId);
    }

    /// Types of an object without `.BTF`: void alone.
    public static Btf empty(ByteOrder order) {
        return parse(ByteBuffer.wrap(new BtfBuilder(order).build().toArray()));
    }

    /// The buffer's bytes from position to limit; they are not copied and must not change.
    ///
    /// @throws MalformedObjectException if the bytes are not BTF
    public static Btf parse(ByteBuffer bytes) {
        return parse(bytes, null);
    }

    /// Split BTF (of a kernel module): ids and string offsets continue those of `base`.
    ///
    /// @throws MalformedObjectException if the bytes are not BTF
    public static Btf parseSplit(ByteBuffer bytes, Btf base) {
        return parse(bytes, base);
    }

    private static Btf parse(ByteBuffer bytes, @Nullable Btf base) {
        ByteBuffer raw = bytes.slice().asReadOnlyBuffer();
        BtfHeader header = BtfHeader.parse(raw);
        return new Btf(base, raw, header);
    }

    public ByteOrder order() {
        return types.order();
    }

    /// The raw bytes, read-only, as `BPF_BTF_LOAD` takes them.
    public ByteBuffer bytes() {
        return raw.duplicate();
    }

    /// One more than the highest type id (base included).
    public int typeCount() {
        return firstId + offsets.count();
    }

    /// The lowest id that is not the base's: 1 unless this is split BTF.
    public int firstId() {
        return firstId;
    }

    /// @throws MalformedObjectException if there is no such type or it is damaged
    public BtfType type(int id) {
        return BtfDecoder.decode(this, id);
    }

    /// The kind of a type, without decoding it.
    ///
    /// @throws MalformedObjectException if there is no such type
    public BtfKind kind(int id) {
        return BtfKind.of(kindCode(id));
    }

    /// The kernel's number of the kind.
    public int kindCode(int id) {
        return info(id) >>> 24 & 0x7f;
    }

    /// The number of members, enumerators, parameters or section entries.
    public int elements(int id) {
        return info(id) & 0xffffff;
    }

    /// The kind's flag: a struct with bit fields, a union's forward declaration, a signed
    /// enumeration.
    public boolean flag(int id) {
        return info(id) < 0;
    }

    /// The type referred to; in kinds that have a size, the size in bytes.
    public int target(int id) {
        return id == 0 ? 0 : owner(id).wordOf(id, 8);
    }

    /// The name of a type, without decoding it.
    ///
    /// @throws MalformedObjectException if there is no such type or name
    public String name(int id) {
        int offset = nameOffset(id);
        return offset == 0 ? "" : nameAt(offset);
    }

    int nameOffset(int id) {
        return id == 0 ? 0 : owner(id).wordOf(id, 0);
    }

    /// The string at an offset of the string section.
    ///
    /// @throws MalformedObjectException if the offset is outside the strings
    public String string(int offset) {
        Btf owner = ownerOfString(offset);
        return offset == 0 ? "" : owner.strings.at(offset - owner.firstString);
    }

    private String nameAt(int offset) {
        Btf owner = ownerOfString(offset);
        return owner.strings.nameAt(offset - owner.firstString);
    }

    /// Copies the start of a name; its length, at most that of the array.
    int copyName(int offset, byte[] into) {
        Btf owner = ownerOfString(offset);
        return owner.strings.copy(offset - owner.firstString, into);
    }

    ByteBuffer stringSection() {
        return strings.bytes().duplicate();
    }

    /// The name of a struct's or union's member, an enumerator or a parameter; `""` if it has none.
    public String memberName(int id, int index) {
        int offset = word(id, index * elementWords(id));
        return offset == 0 ? "" : nameAt(offset);
    }

    /// The first member of a struct or union, from an index on, that has that name or none at all;
    /// -1 if there is no such member. No names are decoded.
    ///
    /// @param name its bytes and a NUL
    public int findMember(int id, int from, byte[] name) {
        Btf owner = owner(id);
        int elements = elements(id);
        for (int index = from; index < elements; index++) {
            int offset = owner.wordOf(id, BtfOffsets.HEAD + index * 12);
            if (offset == 0 || isNamed(offset, name)) {
                return index;
            }
        }
        return -1;
    }

    private boolean isNamed(int offset, byte[] name) {
        Btf owner = ownerOfString(offset);
        return owner.strings.startsWith(offset - owner.firstString, name);
    }

    /// The type of a struct's or union's member or of a parameter.
    public int memberType(int id, int index) {
        return word(id, index * elementWords(id) + 1);
    }

    /// The place of a struct's or union's member, in bits from its start.
    public int memberBitOffset(int id, int index) {
        int offset = word(id, index * 3 + 2);
        return flag(id) ? offset & 0xffffff : offset;
    }

    /// The width in bits of a struct's or union's bit field, 0 if the member is none. BTF without
    /// the flag tells bit fields by an integer type narrower than its size.
    public int memberBits(int id, int index) {
        return flag(id) ? word(id, index * 3 + 2) >>> 24 : narrowInteger(memberType(id, index));
    }

    private int narrowInteger(int id) {
        if (kindCode(id) != BtfKind.INT.ordinal()) {
            return 0;
        }
        int bits = word(id, 0) & 0xff;
        return bits == target(id) * 8 ? 0 : bits;
    }

    /// The value of an enumerator, widened to 64 bits with the sign its enumeration has.
    public long enumeratorValue(int id, int index) {
        if (kindCode(id) == BtfKind.ENUM64.ordinal()) {
            long low = Integer.toUnsignedLong(word(id, index * 3 + 1));
            return (long) word(id, index * 3 + 2) << 32 | low;
        }
        int value = word(id, index * 2 + 1);
        return flag(id) ? value : Integer.toUnsignedLong(value);
    }

    private int elementWords(int id) {
        return switch (kind(id)) {
            case ENUM, PROTOTYPE -> 2;
            default -> 3;
        };
    }

    /// The word at an index of the data that follows a type's head: for an array the element's
    /// type, the index's type, the count.
    public int word(int id, int index) {
        return owner(id).wordOf(id, BtfOffsets.HEAD + index * 4);
    }

    private int info(int id) {
        return id == 0 ? 0 : owner(id).wordOf(id, 4);
    }

    private int wordOf(int id, int offset) {
        return types.getInt(offsets.at(id) + offset);
    }

    /// Where a type of this (not of its base) starts in the type section.
    int typeOffset(int id) {
        return offsets.at(id);
    }

    private Btf owner(int id) {
        Btf owner = this;
        while (id < owner.firstId && owner.base != null) {
            owner = owner.base;
        }
        if (id <= 0 || id - owner.firstId >= owner.offsets.count()) {
            throw new MalformedObjectException("read btf: there is no type " + id);
        }
        return owner;
    }

    private Btf ownerOfString(int offset) {
        Btf owner = this;
        while (offset >= 0 && offset < owner.firstString && owner.base != null) {
            owner = owner.base;
        }
        return owner;
    }

    /// Ids of all types of exactly that name, ascending. The index behind it is built once.
    public int[] named(String name) {
        String essential = BtfNames.essential(name);
        int[] types = candidates(essential, false);
        int[] declarations = candidates(essential, true);
        return IntStream.concat(Arrays.stream(types), Arrays.stream(declarations))
                .filter(id -> name(id).equals(name))
                .sorted()
                .toArray();
    }

    /// Ids of all types whose name is that one or that one with a flavour (`name___flavour`),
    /// ascending. Functions, variables and sections are not among them.
    public int[] essentiallyNamed(String essentialName) {
        return where(
                candidates(essentialName, false),
                id -> BtfNames.essential(name(id)).equals(essentialName));
    }

    /// The lowest id of that kind and name.
    public OptionalInt find(BtfKind kind, String name) {
        int[] candidates = candidates(BtfNames.essential(name), kind.declares());
        return Arrays.stream(candidates)
                .filter(id -> kind(id) == kind && name(id).equals(name))
                .findFirst();
    }

    private int[] candidates(String essentialName, boolean declarations) {
        if (essentialName.isEmpty()) {
            return new int[0];
        }
        byte[] bytes = essentialName.getBytes(StandardCharsets.UTF_8);
        int[] own = index(declarations).candidates(bytes);
        return base == null
                ? own
                : IntStream.concat(
                                Arrays.stream(base.candidates(essentialName, declarations)),
                                Arrays.stream(own))
                        .toArray();
    }

    private static int[] where(int[] ids, IntPredicate condition) {
        return Arrays.stream(ids).filter(condition).toArray();
    }

    private BtfNameIndex index(boolean declarations) {
        BtfNameIndex index = declarations ? declarationIndex : typeIndex;
        return index != null ? index : buildIndex(declarations);
    }

    private synchronized BtfNameIndex buildIndex(boolean declarations) {
        BtfNameIndex present = declarations ? declarationIndex : typeIndex;
        if (present != null) {
            return present;
        }
        BtfNameIndex built =
                declarations
                        ? declarationIndex()
                        : BtfNameIndex.of(this, offsets.namedTypes(), offsets.namesOfTypes());
        if (declarations) {
            declarationIndex = built;
        } else {
            typeIndex = built;
        }
        return built;
    }

    private BtfNameIndex declarationIndex() {
        int[] ids =
                IntStream.range(firstId, typeCount())
                        .filter(id -> kind(id).declares() && nameOffset(id) != 0)
                        .toArray();
        return BtfNameIndex.of(this, ids, Arrays.stream(ids).map(this::nameOffset).toArray());
    }

    /// The first type that is neither typedef nor modifier (const, volatile, restrict, type tag).
    ///
    /// @throws MalformedObjectException if there is none within 32 steps
    public int strip(int id) {
        int at = id;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            BtfKind kind = kind(at);
            if (kind != BtfKind.TYPEDEF && !kind.modifier()) {
                return at;
            }
            at = target(at);
        }
        throw new MalformedObjectException("read btf: type %d never ends".formatted(id));
    }

    /// The size in bytes of a value of the type, seen through typedefs, modifiers and variables; a
    /// pointer has 8.
    ///
    /// @throws MalformedObjectException if the type has no size
    public long sizeOf(int id) {
        return BtfLayout.sizeOf(this, id);
    }

    /// The alignment in bytes; that of a composite is the strictest of its members', or 1 if the
    /// members' places show that it is packed.
    ///
    /// @throws MalformedObjectException if the type has no alignment
    public int alignOf(int id) {
        return new BtfLayout(this).alignOf(id);
    }
}
