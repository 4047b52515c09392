// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.object.Bytes;
import dev.jig.object.CompiledObjects;
import dev.jig.object.btf.BtfType.Enumerator;
import dev.jig.object.btf.BtfType.Linkage;
import dev.jig.object.btf.BtfType.Member;
import dev.jig.object.btf.BtfType.Parameter;
import dev.jig.object.btf.BtfType.SectionEntry;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BtfSanitizerTest {
    private static final BtfType INT = new BtfType.Int("int", 4, 32, 0, true, false, false);

    private static Btf build(BtfType... types) {
        BtfBuilder builder = new BtfBuilder(ByteOrder.LITTLE_ENDIAN);
        List.of(types).forEach(builder::add);
        return parse(builder.build());
    }

    private static Btf parse(Bytes bytes) {
        return Btf.parse(bytes.buffer(ByteOrder.LITTLE_ENDIAN));
    }

    private static Btf without(BtfSupport feature, BtfType... types) {
        Set<BtfSupport> supported = EnumSet.allOf(BtfSupport.class);
        supported.remove(feature);
        return parse(BtfSanitizer.sanitize(build(types), supported));
    }

    private static BtfType placeholder(String name) {
        return new BtfType.Int(name, 1, 8, 0, false, false, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"maps", "data", "programs", "subprograms", "types"})
    void leavesAloneWhatTheKernelTakes(String name) {
        Btf btf = CompiledObjects.read(name).btf();

        assertThat(BtfSanitizer.sanitize(btf, BtfSupport.all()))
                .isEqualTo(Bytes.copyOf(btf.bytes()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"maps", "data", "programs", "subprograms", "types", "externs"})
    void keepsIdsAndStringsForAnyKernel(String name) {
        Btf btf = CompiledObjects.read(name).btf();
        Btf sanitized = parse(BtfSanitizer.sanitize(btf, Set.of()));

        assertThat(sanitized.typeCount()).isGreaterThanOrEqualTo(btf.typeCount());
        for (int id = 1; id < btf.typeCount(); id++) {
            boolean structure = btf.kind(id).composite() || btf.kind(id) == BtfKind.INT;
            if (structure) {
                assertThat(sanitized.type(id)).isEqualTo(btf.type(id));
            }
        }
        for (int offset = 0; offset < btf.stringSection().limit(); offset++) {
            assertThat(sanitized.string(offset)).isEqualTo(btf.string(offset));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"maps", "data", "programs", "subprograms", "types", "externs"})
    void leavesNoKindThatTheOldestKernelLacks(String name) {
        Btf sanitized = parse(BtfSanitizer.sanitize(CompiledObjects.read(name).btf(), Set.of()));
        Set<BtfKind> kinds = EnumSet.noneOf(BtfKind.class);
        for (int id = 1; id < sanitized.typeCount(); id++) {
            kinds.add(sanitized.kind(id));
        }

        assertThat(kinds)
                .doesNotContain(
                        BtfKind.VARIABLE,
                        BtfKind.DATA_SECTION,
                        BtfKind.FUNCTION,
                        BtfKind.PROTOTYPE,
                        BtfKind.FLOAT,
                        BtfKind.DECLARATION_TAG,
                        BtfKind.TYPE_TAG,
                        BtfKind.ENUM64);
    }

    @Test
    void makesAStructOfASection() {
        Btf btf =
                without(
                        BtfSupport.DATA_SECTIONS,
                        INT,
                        new BtfType.Variable("v", 1, Linkage.GLOBAL),
                        new BtfType.DataSection(".data", 8, List.of(new SectionEntry(2, 4, 4))));

        assertThat(btf.type(2)).isEqualTo(placeholder("v"));
        assertThat(btf.type(3))
                .isEqualTo(new BtfType.Struct("_data", 8, List.of(new Member("v", 1, 32, 0))));
    }

    @Test
    void makesATypedefOfAFunction() {
        Btf btf =
                without(
                        BtfSupport.FUNCTIONS,
                        new BtfType.Prototype(0, List.of()),
                        new BtfType.Function("f", 1, Linkage.GLOBAL));

        assertThat(btf.type(1)).isEqualTo(new BtfType.Enumeration("", 4, false, false, List.of()));
        assertThat(btf.type(2)).isEqualTo(new BtfType.Typedef("f", 1));
    }

    @Test
    void makesFunctionsStatic() {
        Btf btf =
                without(
                        BtfSupport.FUNCTION_LINKAGE,
                        new BtfType.Prototype(0, List.of()),
                        new BtfType.Function("f", 1, Linkage.GLOBAL));

        assertThat(btf.type(2)).isEqualTo(new BtfType.Function("f", 1, Linkage.STATIC));
    }

    @Test
    void replacesNewerKinds() {
        assertThat(without(BtfSupport.FLOATS, new BtfType.FloatingPoint("double", 8)).type(1))
                .isEqualTo(new BtfType.Struct("double", 8, List.of()));
        assertThat(
                        without(
                                        BtfSupport.DECLARATION_TAGS,
                                        INT,
                                        new BtfType.DeclarationTag("a b", 1, -1))
                                .type(2))
                .isEqualTo(placeholder("a_b"));
        assertThat(
                        without(
                                        BtfSupport.TYPE_TAGS,
                                        INT,
                                        new BtfType.Modifier(BtfKind.TYPE_TAG, "user", 1))
                                .type(2))
                .isEqualTo(new BtfType.Modifier(BtfKind.CONST, "", 1));
    }

    @Test
    void makesAUnionOfAWideEnumeration() {
        Btf btf =
                without(
                        BtfSupport.ENUM64,
                        new BtfType.Enumeration(
                                "e", 8, false, true, List.of(new Enumerator("A", 1))));

        assertThat(btf.type(1))
                .isEqualTo(new BtfType.Union("e", 8, List.of(new Member("A", 2, 0, 0))));
        assertThat(btf.sizeOf(2)).isEqualTo(8);
    }

    @Test
    void takesTheSignOffAnEnumeration() {
        Btf btf =
                without(
                        BtfSupport.ENUM64,
                        new BtfType.Enumeration(
                                "e", 4, true, false, List.of(new Enumerator("A", -1))));

        assertThat(btf.flag(1)).isFalse();
    }

    @Test
    void dropsTheCompilersRecordOfExterns() {
        Btf btf =
                parse(
                        BtfSanitizer.sanitize(
                                build(
                                        new BtfType.Variable("v", 0, Linkage.EXTERN),
                                        new BtfType.Prototype(
                                                0,
                                                List.of(
                                                        new Parameter("", 2),
                                                        new Parameter("", 0))),
                                        new BtfType.Function("f", 2, Linkage.EXTERN),
                                        new BtfType.DataSection(
                                                ".ksyms", 0, List.of(new SectionEntry(1, 0, 0))),
                                        new BtfType.DeclarationTag("t", 1, -1)),
                                BtfSupport.all()));

        assertThat(btf.type(1)).isEqualTo(placeholder("v"));
        assertThat(btf.type(2))
                .isEqualTo(
                        new BtfType.Prototype(
                                0, List.of(new Parameter("arg0", 2), new Parameter("", 0))));
        assertThat(btf.type(3)).isEqualTo(new BtfType.Function("f", 2, Linkage.GLOBAL));
        assertThat(btf.type(4)).isEqualTo(placeholder("jig_ksyms"));
        assertThat(btf.type(5)).isEqualTo(placeholder("t"));
    }

    @Test
    void namesSectionsAsTheKernelAllows() {
        Btf btf =
                parse(
                        BtfSanitizer.sanitize(
                                build(
                                        INT,
                                        new BtfType.Variable("v", 1, Linkage.GLOBAL),
                                        new BtfType.DataSection(
                                                "?.data", 4, List.of(new SectionEntry(2, 0, 4)))),
                                BtfSupport.all()));

        assertThat(btf.name(3)).isEqualTo("_.data");
    }
}
