// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import dev.jig.object.Bytes;
import dev.jig.object.btf.BtfType.Enumerator;
import dev.jig.object.btf.BtfType.Member;
import dev.jig.object.btf.BtfType.Parameter;
import dev.jig.object.btf.BtfType.SectionEntry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes BTF from types: for probes of what a kernel takes, for corrected copies and for tests.
/// Ids are handed out in the order of adding, from 1. Not safe for use by several threads.
public final class BtfBuilder {
    private final ByteOrder order;
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private final Map<String, Integer> stringOffsets = new HashMap<>();
    private ByteBuffer types;
    private int nextId = 1;

    public BtfBuilder(ByteOrder order) {
        this.order = order;
        this.types = ByteBuffer.allocate(256).order(order);
        strings.write(0);
        stringOffsets.put("", 0);
    }

    /// A builder without types whose strings start with all those of `btf`, at the same offsets.
    static BtfBuilder withStringsOf(Btf btf) {
        BtfBuilder builder = new BtfBuilder(btf.order());
        ByteBuffer section = btf.stringSection();
        byte[] bytes = new byte[section.limit()];
        section.get(0, bytes);
        builder.strings.reset();
        builder.strings.writeBytes(bytes.length == 0 ? new byte[1] : bytes);
        builder.noteStrings(bytes);
        return builder;
    }

    private void noteStrings(byte[] bytes) {
        int start = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == 0) {
                String text = new String(bytes, start, at - start, StandardCharsets.UTF_8);
                stringOffsets.putIfAbsent(text, start);
                start = at + 1;
            }
        }
    }

    /// Appends a type; its id.
    public int add(BtfType type) {
        switch (type) {
            case BtfType.Void _ ->
                    throw new IllegalArgumentException("add type: void has no record");
            case BtfType.Unknown _ ->
                    throw new IllegalArgumentException("add type: it is of an unknown kind");
            case BtfType.Int integer -> addInt(integer);
            case BtfType.Pointer pointer -> head("", BtfKind.POINTER, 0, false, pointer.target());
            case BtfType.Array array -> addArray(array);
            case BtfType.Struct struct -> addComposite(BtfKind.STRUCT, struct);
            case BtfType.Union union -> addComposite(BtfKind.UNION, union);
            case BtfType.Enumeration enumeration -> addEnumeration(enumeration);
            case BtfType.Forward forward ->
                    head(forward.name(), BtfKind.FORWARD, 0, forward.union(), 0);
            case BtfType.Typedef typedef ->
                    head(typedef.name(), BtfKind.TYPEDEF, 0, false, typedef.target());
            case BtfType.Modifier modifier ->
                    head(modifier.name(), modifier.kind(), 0, false, modifier.target());
            case BtfType.Function function -> addFunction(function);
            case BtfType.Prototype prototype -> addPrototype(prototype);
            case BtfType.Variable variable -> addVariable(variable);
            case BtfType.DataSection section -> addSection(section);
            case BtfType.FloatingPoint floating ->
                    head(floating.name(), BtfKind.FLOAT, 0, false, floating.size());
            case BtfType.DeclarationTag tag -> addTag(tag);
        }
        return nextId++;
    }

    private void addInt(BtfType.Int type) {
        int encoding = (type.signed() ? 1 : 0) | (type.character() ? 2 : 0) | (type.bool() ? 4 : 0);
        head(type.name(), BtfKind.INT, 0, false, type.size());
        word(encoding << 24 | type.bitOffset() << 16 | type.bits());
    }

    private void addArray(BtfType.Array type) {
        head("", BtfKind.ARRAY, 0, false, 0);
        words(type.element(), type.index(), type.count());
    }

    private void addComposite(BtfKind kind, BtfType.Composite type) {
        List<Member> members = type.members();
        boolean bitFields = members.stream().anyMatch(member -> member.bitfieldSize() != 0);
        head(type.name(), kind, members.size(), bitFields, type.size());
        for (Member member : members) {
            int place = member.bitOffset() | (bitFields ? member.bitfieldSize() << 24 : 0);
            words(string(member.name()), member.type(), place);
        }
    }

    private void addEnumeration(BtfType.Enumeration type) {
        List<Enumerator> enumerators = type.enumerators();
        BtfKind kind = type.wide() ? BtfKind.ENUM64 : BtfKind.ENUM;
        head(type.name(), kind, enumerators.size(), type.signed(), type.size());
        for (Enumerator enumerator : enumerators) {
            words(string(enumerator.name()), (int) enumerator.value());
            if (type.wide()) {
                word((int) (enumerator.value() >>> 32));
            }
        }
    }

    private void addFunction(BtfType.Function type) {
        int linkage = type.linkage().ordinal();
        head(type.name(), BtfKind.FUNCTION, linkage, false, type.prototype());
    }

    private void addPrototype(BtfType.Prototype type) {
        head("", BtfKind.PROTOTYPE, type.parameters().size(), false, type.returnType());
        for (Parameter parameter : type.parameters()) {
            words(string(parameter.name()), parameter.type());
        }
    }

    private void addVariable(BtfType.Variable type) {
        head(type.name(), BtfKind.VARIABLE, 0, false, type.type());
        word(type.linkage().ordinal());
    }

    private void addSection(BtfType.DataSection type) {
        head(type.name(), BtfKind.DATA_SECTION, type.entries().size(), false, type.size());
        for (SectionEntry entry : type.entries()) {
            words(entry.type(), entry.offset(), entry.size());
        }
    }

    private void addTag(BtfType.DeclarationTag type) {
        head(type.name(), BtfKind.DECLARATION_TAG, 0, false, type.target());
        word(type.component());
    }

    private void head(String name, BtfKind kind, int elements, boolean flag, int sizeOrType) {
        words(string(name), kind.ordinal() << 24 | elements | (flag ? 1 << 31 : 0), sizeOrType);
    }

    /// The offset of a string, which is added if it is new.
    public int string(String text) {
        Integer known = stringOffsets.get(text);
        if (known != null) {
            return known;
        }
        int offset = strings.size();
        strings.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        strings.write(0);
        stringOffsets.put(text, offset);
        return offset;
    }

    private void words(int... values) {
        for (int value : values) {
            word(value);
        }
    }

    private void word(int value) {
        if (types.remaining() < Integer.BYTES) {
            types =
                    ByteBuffer.wrap(Arrays.copyOf(types.array(), types.capacity() * 2))
                            .order(order)
                            .position(types.position());
        }
        types.putInt(value);
    }

    /// The whole blob: header, types, strings.
    public Bytes build() {
        int typeLength = types.position();
        ByteBuffer blob =
                ByteBuffer.allocate(BtfHeader.SIZE + typeLength + strings.size()).order(order);
        blob.putShort((short) BtfHeader.MAGIC).put((byte) 1).put((byte) 0);
        blob.putInt(BtfHeader.SIZE);
        blob.putInt(0).putInt(typeLength).putInt(typeLength).putInt(strings.size());
        blob.put(types.array(), 0, typeLength).put(strings.toByteArray());
        return Bytes.copyOf(blob.array());
    }
}
