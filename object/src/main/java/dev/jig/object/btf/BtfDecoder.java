// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import dev.jig.object.MalformedObjectException;
import dev.jig.object.btf.BtfType.Enumerator;
import dev.jig.object.btf.BtfType.Linkage;
import dev.jig.object.btf.BtfType.Member;
import dev.jig.object.btf.BtfType.Parameter;
import dev.jig.object.btf.BtfType.SectionEntry;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Makes a {@link BtfType} of one type's bytes.
final class BtfDecoder {
    private static final Linkage[] LINKAGES = Linkage.values();

    private BtfDecoder() {}

    static BtfType decode(Btf btf, int id) {
        String name = btf.name(id);
        int target = btf.target(id);
        BtfKind kind = btf.kind(id);
        return switch (kind) {
            case VOID -> new BtfType.Void();
            case INT -> integer(name, target, btf.word(id, 0));
            case POINTER -> new BtfType.Pointer(target);
            case ARRAY -> new BtfType.Array(btf.word(id, 0), btf.word(id, 1), arrayCount(btf, id));
            case STRUCT -> new BtfType.Struct(name, size(btf, id), members(btf, id));
            case UNION -> new BtfType.Union(name, size(btf, id), members(btf, id));
            case ENUM, ENUM64 -> enumeration(btf, id, name);
            case FORWARD -> new BtfType.Forward(name, btf.flag(id));
            case TYPEDEF -> new BtfType.Typedef(name, target);
            case VOLATILE, CONST, RESTRICT, TYPE_TAG -> new BtfType.Modifier(kind, name, target);
            case FUNCTION -> new BtfType.Function(name, target, linkage(id, btf.elements(id)));
            case PROTOTYPE -> new BtfType.Prototype(target, parameters(btf, id));
            case VARIABLE -> new BtfType.Variable(name, target, linkage(id, btf.word(id, 0)));
            case DATA_SECTION -> new BtfType.DataSection(name, size(btf, id), entries(btf, id));
            case FLOAT -> new BtfType.FloatingPoint(name, size(btf, id));
            case DECLARATION_TAG -> new BtfType.DeclarationTag(name, target, btf.word(id, 0));
            case UNKNOWN -> new BtfType.Unknown(name, btf.kindCode(id));
        };
    }

    private static BtfType integer(String name, int size, int word) {
        int encoding = word >>> 24 & 0xf;
        return new BtfType.Int(
                name,
                size,
                word & 0xff,
                word >>> 16 & 0xff,
                (encoding & 1) != 0,
                (encoding & 2) != 0,
                (encoding & 4) != 0);
    }

    private static int size(Btf btf, int id) {
        return nonNegative(id, "size", btf.target(id));
    }

    private static int arrayCount(Btf btf, int id) {
        return nonNegative(id, "element count", btf.word(id, 2));
    }

    private static int nonNegative(int id, String what, int value) {
        if (value < 0) {
            throw new MalformedObjectException(
                    "read btf: type %d has the impossible %s %d"
                            .formatted(id, what, Integer.toUnsignedLong(value)));
        }
        return value;
    }

    private static Linkage linkage(int id, int code) {
        if (code < 0 || code >= LINKAGES.length) {
            throw new MalformedObjectException(
                    "read btf: type %d has the unknown linkage %d".formatted(id, code));
        }
        return LINKAGES[code];
    }

    private static List<Member> members(Btf btf, int id) {
        return each(
                btf,
                id,
                index ->
                        new Member(
                                btf.memberName(id, index),
                                btf.memberType(id, index),
                                btf.memberBitOffset(id, index),
                                btf.memberBits(id, index)));
    }

    private static BtfType enumeration(Btf btf, int id, String name) {
        boolean wide = btf.kind(id) == BtfKind.ENUM64;
        List<Enumerator> enumerators =
                each(
                        btf,
                        id,
                        index ->
                                new Enumerator(
                                        btf.memberName(id, index), btf.enumeratorValue(id, index)));
        return new BtfType.Enumeration(name, size(btf, id), btf.flag(id), wide, enumerators);
    }

    private static List<Parameter> parameters(Btf btf, int id) {
        return each(
                btf,
                id,
                index -> new Parameter(btf.memberName(id, index), btf.memberType(id, index)));
    }

    private static List<SectionEntry> entries(Btf btf, int id) {
        return each(
                btf,
                id,
                index ->
                        new SectionEntry(
                                btf.word(id, index * 3),
                                nonNegative(id, "offset", btf.word(id, index * 3 + 1)),
                                nonNegative(id, "size", btf.word(id, index * 3 + 2))));
    }

    private static <T> List<T> each(Btf btf, int id, IntFunction<T> element) {
        return IntStream.range(0, btf.elements(id)).mapToObj(element).toList();
    }
}
