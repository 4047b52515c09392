// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jig.object.MalformedObjectException;
import dev.jig.object.btf.BtfType.Enumerator;
import dev.jig.object.btf.BtfType.Linkage;
import dev.jig.object.btf.BtfType.Member;
import dev.jig.object.btf.BtfType.Parameter;
import dev.jig.object.btf.BtfType.SectionEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BtfTest {
    static List<ByteOrder> orders() {
        return List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);
    }

    /// A type of every kind; the place in the list is the id minus 1.
    private static final List<BtfType> ALL_KINDS =
            List.of(
                    new BtfType.Int("int", 4, 32, 0, true, false, false),
                    new BtfType.Pointer(1),
                    new BtfType.Array(1, 1, 7),
                    new BtfType.Struct(
                            "s", 16, List.of(new Member("a", 1, 0, 0), new Member("", 5, 64, 0))),
                    new BtfType.Union("u", 8, List.of(new Member("low", 1, 0, 3))),
                    new BtfType.Enumeration(
                            "e", 4, true, false, List.of(new Enumerator("MINUS", -1))),
                    new BtfType.Enumeration(
                            "f", 4, false, false, List.of(new Enumerator("MAX", 0xffffffffL))),
                    new BtfType.Enumeration(
                            "g",
                            8,
                            false,
                            true,
                            List.of(new Enumerator("BIG", 0x8000000000000001L))),
                    new BtfType.Forward("fwd", true),
                    new BtfType.Typedef("t", 4),
                    new BtfType.Modifier(BtfKind.VOLATILE, "", 10),
                    new BtfType.Modifier(BtfKind.CONST, "", 11),
                    new BtfType.Modifier(BtfKind.RESTRICT, "", 2),
                    new BtfType.Prototype(0, List.of(new Parameter("x", 1), new Parameter("", 0))),
                    new BtfType.Function("f", 14, Linkage.EXTERN),
                    new BtfType.Variable("v", 12, Linkage.GLOBAL),
                    new BtfType.DataSection(".data", 24, List.of(new SectionEntry(16, 8, 16))),
                    new BtfType.FloatingPoint("double", 8),
                    new BtfType.DeclarationTag("tag", 4, -1),
                    new BtfType.Modifier(BtfKind.TYPE_TAG, "user", 1));

    private static Btf build(ByteOrder order, List<? extends BtfType> types) {
        BtfBuilder builder = new BtfBuilder(order);
        types.forEach(builder::add);
        return Btf.parse(builder.build().buffer(order));
    }

    private static Btf little(BtfType... types) {
        return build(ByteOrder.LITTLE_ENDIAN, List.of(types));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void readsEveryKind(ByteOrder order) {
        Btf btf = build(order, ALL_KINDS);

        assertThat(btf.order()).isEqualTo(order);
        assertThat(btf.typeCount()).isEqualTo(ALL_KINDS.size() + 1);
        assertThat(btf.type(0)).isEqualTo(new BtfType.Void());
        for (int id = 1; id < btf.typeCount(); id++) {
            assertThat(btf.type(id)).isEqualTo(ALL_KINDS.get(id - 1));
            assertThat(btf.name(id)).isEqualTo(ALL_KINDS.get(id - 1).name());
        }
    }

    @Test
    void tellsKindsWithoutDecoding() {
        Btf btf = build(ByteOrder.LITTLE_ENDIAN, ALL_KINDS);

        assertThat(btf.kind(0)).isEqualTo(BtfKind.VOID);
        assertThat(btf.kind(4)).isEqualTo(BtfKind.STRUCT);
        assertThat(btf.kind(8)).isEqualTo(BtfKind.ENUM64);
        assertThat(btf.kind(20)).isEqualTo(BtfKind.TYPE_TAG);
    }

    @Test
    void readsFactsOfMembersWithoutDecoding() {
        Btf btf = build(ByteOrder.LITTLE_ENDIAN, ALL_KINDS);

        assertThat(btf.elements(4)).isEqualTo(2);
        assertThat(btf.memberName(4, 0)).isEqualTo("a");
        assertThat(btf.memberName(4, 1)).isEmpty();
        assertThat(btf.memberType(4, 1)).isEqualTo(5);
        assertThat(btf.memberBitOffset(4, 1)).isEqualTo(64);
        assertThat(btf.memberBits(5, 0)).isEqualTo(3);
        assertThat(btf.memberName(14, 0)).isEqualTo("x");
        assertThat(btf.memberName(6, 0)).isEqualTo("MINUS");
        assertThat(btf.enumeratorValue(6, 0)).isEqualTo(-1);
        assertThat(btf.enumeratorValue(7, 0)).isEqualTo(0xffffffffL);
        assertThat(btf.enumeratorValue(8, 0)).isEqualTo(0x8000000000000001L);
    }

    @Test
    void tellsBitFieldsOfOldBtfByTheirNarrowInteger() {
        Btf btf =
                little(
                        new BtfType.Int("three", 4, 3, 0, false, false, false),
                        new BtfType.Struct("s", 4, List.of(new Member("a", 1, 5, 0))));

        assertThat(btf.memberBits(2, 0)).isEqualTo(3);
        assertThat(btf.memberBitOffset(2, 0)).isEqualTo(5);
    }

    @Test
    void findsTypesByName() {
        Btf btf =
                little(
                        new BtfType.Struct("a", 4, List.of()),
                        new BtfType.Forward("a", false),
                        new BtfType.Struct("a___old", 4, List.of()),
                        new BtfType.Prototype(0, List.of()),
                        new BtfType.Function("a", 4, Linkage.STATIC),
                        new BtfType.Struct("a", 8, List.of()),
                        new BtfType.Struct("ab", 8, List.of()));

        assertThat(btf.named("a")).containsExactly(1, 2, 5, 6);
        assertThat(btf.named("a___old")).containsExactly(3);
        assertThat(btf.named("a___new")).isEmpty();
        assertThat(btf.named("")).isEmpty();
        assertThat(btf.essentiallyNamed("a")).containsExactly(1, 2, 3, 6);
        assertThat(btf.find(BtfKind.STRUCT, "a")).hasValue(1);
        assertThat(btf.find(BtfKind.FUNCTION, "a")).hasValue(5);
        assertThat(btf.find(BtfKind.UNION, "a")).isEmpty();
    }

    @Test
    void looksThroughTypedefsAndModifiers() {
        Btf btf = build(ByteOrder.LITTLE_ENDIAN, ALL_KINDS);

        assertThat(btf.strip(12)).isEqualTo(4);
        assertThat(btf.strip(20)).isEqualTo(1);
        assertThat(btf.strip(0)).isZero();
    }

    @Test
    void tellsSizes() {
        Btf btf = build(ByteOrder.LITTLE_ENDIAN, ALL_KINDS);

        assertThat(btf.sizeOf(1)).isEqualTo(4);
        assertThat(btf.sizeOf(2)).isEqualTo(8);
        assertThat(btf.sizeOf(3)).isEqualTo(28);
        assertThat(btf.sizeOf(16)).isEqualTo(16);
        assertThat(btf.sizeOf(17)).isEqualTo(24);
        assertThat(btf.sizeOf(18)).isEqualTo(8);
        assertThatExceptionOfType(MalformedObjectException.class)
                .isThrownBy(() -> btf.sizeOf(0))
                .withMessage("read btf: type 0 has no size");
    }

    @Test
    void tellsAlignments() {
        Btf btf =
                little(
                        new BtfType.Int("char", 1, 8, 0, false, true, false),
                        new BtfType.Int("long", 8, 64, 0, false, false, false),
                        new BtfType.Struct(
                                "natural",
                                16,
                                List.of(new Member("a", 1, 0, 0), new Member("b", 2, 64, 0))),
                        new BtfType.Struct(
                                "packed",
                                9,
                                List.of(new Member("a", 1, 0, 0), new Member("b", 2, 8, 0))),
                        new BtfType.Array(2, 1, 3),
                        new BtfType.Struct("empty", 0, List.of()),
                        new BtfType.Int("wide", 16, 128, 0, false, false, false));

        assertThat(btf.alignOf(1)).isEqualTo(1);
        assertThat(btf.alignOf(3)).isEqualTo(8);
        assertThat(btf.alignOf(4)).isEqualTo(1);
        assertThat(btf.alignOf(5)).isEqualTo(8);
        assertThat(btf.alignOf(6)).isEqualTo(1);
        assertThat(btf.alignOf(7)).isEqualTo(8);
    }

    @Test
    void continuesTheIdsAndStringsOfItsBase() {
        Btf base = little(new BtfType.Struct("shared", 4, List.of()));
        int strings = base.stringSection().limit();
        ByteBuffer split = ByteBuffer.allocate(24 + 12 + 5).order(ByteOrder.LITTLE_ENDIAN);
        split.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(24);
        split.putInt(0).putInt(12).putInt(12).putInt(5);
        split.putInt(strings)
                .putInt(8 << 24)
                .putInt(1)
                .put("more\0".getBytes(StandardCharsets.UTF_8))
                .flip();

        Btf btf = Btf.parseSplit(split, base);

        assertThat(btf.firstId()).isEqualTo(2);
        assertThat(btf.typeCount()).isEqualTo(3);
        assertThat(btf.type(2)).isEqualTo(new BtfType.Typedef("more", 1));
        assertThat(btf.type(1)).isEqualTo(base.type(1));
        assertThat(btf.string(1)).isEqualTo("shared");
        assertThat(btf.strip(2)).isEqualTo(1);
        assertThat(btf.named("shared")).containsExactly(1);
        assertThat(btf.find(BtfKind.TYPEDEF, "more")).hasValue(2);
        assertThat(base.named("more")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("orders")
    void skipsUnknownKindsWhoseLengthTheLayoutTells(ByteOrder order) {
        ByteBuffer blob = ByteBuffer.allocate(32 + 24 + 16 + 23 * 4 + 1).order(order);
        blob.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(32);
        blob.putInt(0).putInt(24 + 16).putInt(24 + 16 + 23 * 4).putInt(1);
        blob.putInt(24 + 16).putInt(23 * 4);
        blob.putInt(0).putInt(22 << 24 | 2).putInt(0).put(new byte[4 + 2 * 4]);
        blob.putInt(0).putInt(1 << 24).putInt(4).putInt(32);
        blob.put(new byte[22 * 4]).put((byte) 4).put((byte) 4).putShort((short) 0);
        blob.put((byte) 0).flip();

        Btf btf = Btf.parse(blob);

        assertThat(btf.typeCount()).isEqualTo(3);
        assertThat(btf.kind(1)).isEqualTo(BtfKind.UNKNOWN);
        assertThat(btf.type(1)).isEqualTo(new BtfType.Unknown("", 22));
        assertThat(btf.sizeOf(2)).isEqualTo(4);
    }

    @Test
    void hasVoidAloneIfEmpty() {
        for (ByteOrder order : orders()) {
            assertThat(Btf.empty(order).typeCount()).isEqualTo(1);
            assertThat(Btf.empty(order).order()).isEqualTo(order);
            assertThat(Btf.empty(order).type(0)).isEqualTo(new BtfType.Void());
        }
    }

    @Test
    void givesItsBytesBack() {
        ByteBuffer bytes =
                new BtfBuilder(ByteOrder.LITTLE_ENDIAN).build().buffer(ByteOrder.BIG_ENDIAN);

        assertThat(Btf.parse(bytes).bytes()).isEqualTo(bytes);
        assertThat(Btf.parse(bytes).bytes().isReadOnly()).isTrue();
    }
}
