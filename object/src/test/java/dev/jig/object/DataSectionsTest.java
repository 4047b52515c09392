// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType.DataSection;
import dev.jig.object.btf.BtfType.SectionEntry;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference.ToData;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"data", "data.eb"})
class DataSectionsTest {
    private final ObjectSpec object;

    DataSectionsTest(String name) {
        this.object = CompiledObjects.read(name);
    }

    private int intValue(String variable) {
        return object.value(variable).buffer(object.order()).getInt();
    }

    @Test
    void makesAMapOfEachSection() {
        assertThat(object.maps())
                .containsOnlyKeys(
                        ".rodata",
                        ".data",
                        ".bss",
                        ".data.custom",
                        ".rodata.custom",
                        ".rodata.str1.1");
        assertThat(object.maps().values())
                .allSatisfy(map -> {
                    assertThat(map.type()).isEqualTo(MapType.ARRAY);
                    assertThat(map.keySize()).isEqualTo(4);
                    assertThat(map.maxEntries()).isEqualTo(1);
                    assertThat(map.isData()).isTrue();
                    assertThat(map.keyType()).isZero();
                    assertThat(object.btf().name(map.valueType())).isEqualTo(map.name());
                });
    }

    @Test
    void letsProgramsOnlyReadConstants() {
        assertThat(object.maps().values())
                .allSatisfy(map -> {
                    boolean constant = map.name().startsWith(".rodata");
                    assertThat(map.frozen()).isEqualTo(constant);
                    assertThat(map.flags()).isEqualTo(constant ? 0x80 : 0);
                });
    }

    @Test
    void readsInitialValues() {
        assertThat(intValue("wanted_pid")).isEqualTo(7);
        assertThat(intValue("maybe")).isEqualTo(5);
        assertThat(intValue("custom")).isEqualTo(9);
        assertThat(intValue("constant")).isEqualTo(11);
        assertThat(object.value("counter").buffer(object.order()).getLong())
                .isEqualTo(0x1122334455667788L);
        assertThat(object.value("comm").slice(0, 4).toArray()).containsExactly('j', 'i', 'g', 0);
        assertThat(object.value("lost")).isEqualTo(Bytes.zeros(8));
        assertThat(object.value("big").size()).isEqualTo(1 << 20);
    }

    @Test
    void leavesOutWhatOthersMustNotSee() {
        assertThat(object.variables())
                .containsOnlyKeys(
                        "wanted_pid",
                        "verbose",
                        "comm",
                        "counter",
                        "numbers",
                        "lost",
                        "big",
                        "maybe",
                        "custom",
                        "constant");
    }

    @Test
    void knowsTheVariablesTypes() {
        assertThat(object.variables().values())
                .allSatisfy(variable -> {
                    assertThat(object.btf().kind(variable.type())).isEqualTo(BtfKind.VARIABLE);
                    assertThat(object.btf().name(variable.type())).isEqualTo(variable.name());
                    assertThat(object.btf().sizeOf(variable.type())).isEqualTo(variable.size());
                });
    }

    @Test
    void fillsInTheTypesOfSections() {
        for (MapSpec map : object.maps().values()) {
            DataSection section = (DataSection) object.btf().type(map.valueType());

            assertThat(section.size()).isEqualTo(map.valueSize());
            assertThat(section.entries())
                    .isSortedAccordingTo(Comparator.comparingInt(SectionEntry::offset));
            for (SectionEntry entry : section.entries()) {
                VariableSpec variable = object.variables().get(object.btf().name(entry.type()));
                if (variable != null) {
                    assertThat(entry)
                            .isEqualTo(
                                    new SectionEntry(
                                            variable.type(), variable.offset(), variable.size()));
                }
            }
        }
    }

    @Test
    void hidesHiddenVariablesInTheTypesToo() {
        int secret = object.btf().find(BtfKind.VARIABLE, "secret").orElseThrow();
        int counter = object.btf().find(BtfKind.VARIABLE, "counter").orElseThrow();

        assertThat(object.btf().type(secret).toString()).contains("STATIC");
        assertThat(object.btf().type(counter).toString()).contains("GLOBAL");
    }

    @Test
    void refersToSectionsByNameAndOffset() {
        List<ToData> references = references().toList();

        assertThat(references)
                .contains(
                        new ToData(".rodata", object.variable("wanted_pid").offset()),
                        new ToData(".bss", object.variable("lost").offset()),
                        new ToData(".data.custom", 0),
                        new ToData(".rodata.str1.1", 0));
        assertThat(references)
                .allSatisfy(data ->
                        assertThat(data.offset())
                                .isBetween(0, object.map(data.name()).valueSize()));
    }

    private Stream<ToData> references() {
        return object.program("use").instructions().stream()
                .map(Instruction::reference)
                .filter(ToData.class::isInstance)
                .map(reference -> (ToData) Objects.requireNonNull(reference));
    }

    @Test
    void changesAVariableInACopyOnly() {
        byte[] nine =
                object.order() == ByteOrder.LITTLE_ENDIAN
                        ? new byte[] {9, 0, 0, 0}
                        : new byte[] {0, 0, 0, 9};

        ObjectSpec changed = object.withValue("wanted_pid", Bytes.copyOf(nine));

        assertThat(changed.value("wanted_pid")).isEqualTo(Bytes.copyOf(nine));
        assertThat(changed.value("comm")).isEqualTo(object.value("comm"));
        assertThat(intValue("wanted_pid")).isEqualTo(7);
    }

    @Test
    void changesANumberInTheObjectsByteOrder() {
        assertThat(object.withValue("wanted_pid", 9).value("wanted_pid"))
                .isEqualTo(changedTo(new byte[] {9, 0, 0, 0}, new byte[] {0, 0, 0, 9}));
        assertThat(object.withValue("wanted_pid", -2).value("wanted_pid"))
                .isEqualTo(changedTo(new byte[] {-2, -1, -1, -1}, new byte[] {-1, -1, -1, -2}));
        assertThat(object.withValue("wanted_pid", 0xffff_ffffL).value("wanted_pid"))
                .isEqualTo(Bytes.copyOf(new byte[] {-1, -1, -1, -1}));
        assertThat(object.withValue("lost", Long.MIN_VALUE).value("lost"))
                .isEqualTo(
                        changedTo(
                                new byte[] {0, 0, 0, 0, 0, 0, 0, -128},
                                new byte[] {-128, 0, 0, 0, 0, 0, 0, 0}));
    }

    private Bytes changedTo(byte[] little, byte[] big) {
        return Bytes.copyOf(object.order() == ByteOrder.LITTLE_ENDIAN ? little : big);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 32, -(1L << 31) - 1})
    void refusesANumberThatNeedsMoreBytes(long number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> object.withValue("wanted_pid", number))
                .withMessage("set variable wanted_pid: %d needs more than its 4 bytes", number);
    }

    @Test
    void changesAVariableOfAnEmptySection() {
        ObjectSpec changed =
                object.withValue("lost", Bytes.copyOf(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));

        assertThat(changed.value("lost").at(7)).isEqualTo((byte) 8);
        assertThat(changed.value("big")).isEqualTo(Bytes.zeros(1 << 20));
    }

    @Test
    void refusesAValueOfAnotherSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> object.withValue("wanted_pid", Bytes.zeros(8)))
                .withMessage("set variable wanted_pid: 8 bytes given, its size is 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> object.withValue("nothing", Bytes.zeros(8)))
                .withMessage("no variable nothing in the object");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> object.withValue("comm", 1))
                .withMessage("set variable comm: 8 bytes given, its size is 16");
    }
}
