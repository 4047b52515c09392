// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jig.object.ObjectSpec.KconfigExtern;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType.DataSection;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import dev.jig.object.insn.Reference.ToKernelFunction;
import dev.jig.object.insn.Reference.ToKernelSymbol;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"externs", "externs.eb"})
class ExternsTest {
    private final ObjectSpec object;

    ExternsTest(String name) {
        this.object = CompiledObjects.read(name);
    }

    private Reference reference(String name) {
        return object.program("use").instructions().stream()
                .map(Instruction::reference)
                .filter(reference -> reference != null && reference.name().equals(name))
                .map(Objects::requireNonNull)
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    @Test
    void laysOutKconfigWithNaturalAlignment() {
        assertThat(object.externs().values())
                .extracting(
                        KconfigExtern::name,
                        KconfigExtern::offset,
                        KconfigExtern::size,
                        KconfigExtern::weak)
                .containsExactly(
                        tuple("LINUX_KERNEL_VERSION", 0, 4, false),
                        tuple("CONFIG_BPF_SYSCALL", 4, 1, false),
                        tuple("CONFIG_HZ", 8, 8, true),
                        tuple("CONFIG_IKCONFIG", 16, 4, true),
                        tuple("CONFIG_CC_VERSION_TEXT", 20, 21, true));
    }

    @Test
    void tellsTheTypesOfKconfig() {
        assertThat(object.externs().values())
                .extracting(extern -> object.btf().sizeOf(extern.type()))
                .containsExactly(4L, 1L, 8L, 4L, 21L);
        assertThat(object.externs().values())
                .extracting(extern -> object.btf().name(object.btf().strip(extern.type())))
                .contains("_Bool", "tristate");
    }

    @Test
    void makesAMapOfKconfigThatNobodyWrites() {
        MapSpec map = object.map(".kconfig");

        assertThat(map.valueSize()).isEqualTo(48);
        assertThat(map.contents()).isEqualTo(Bytes.zeros(48));
        assertThat(map.frozen()).isTrue();
        assertThat(map.flags()).isEqualTo(0x80);
        DataSection section = (DataSection) object.btf().type(map.valueType());
        assertThat(section.size()).isEqualTo(48);
        assertThat(section.entries())
                .allSatisfy(entry ->
                        assertThat(object.btf().type(entry.type()).toString()).contains("GLOBAL"));
    }

    @Test
    void refersToKconfigByName() {
        assertThat(reference("CONFIG_HZ")).isEqualTo(new Reference.ToKconfig("CONFIG_HZ"));
    }

    @Test
    void refersToKernelVariables() {
        assertThat(reference("init_task_untyped"))
                .isInstanceOfSatisfying(
                        ToKernelSymbol.class,
                        symbol -> {
                            assertThat(symbol.weak()).isFalse();
                            int target = object.btf().target(symbol.type());
                            assertThat(object.btf().strip(target)).isZero();
                        });
        assertThat(reference("runqueues_typed"))
                .isInstanceOfSatisfying(
                        ToKernelSymbol.class,
                        symbol -> {
                            assertThat(symbol.weak()).isTrue();
                            assertThat(object.btf().kind(symbol.type()))
                                    .isEqualTo(BtfKind.VARIABLE);
                        });
    }

    @Test
    void refersToKernelFunctions() {
        assertThat(reference("release_task"))
                .isInstanceOfSatisfying(
                        ToKernelFunction.class,
                        function -> {
                            assertThat(function.weak()).isFalse();
                            assertThat(object.btf().kind(function.type()))
                                    .isEqualTo(BtfKind.FUNCTION);
                        });
        assertThat(reference("acquire_task"))
                .isEqualTo(
                        new ToKernelFunction(
                                "acquire_task",
                                object.btf().find(BtfKind.FUNCTION, "acquire_task").orElseThrow(),
                                true));
    }

    @Test
    void refersToTheAddressOfAKernelFunction() {
        assertThat(object.program("use").instructions())
                .filteredOn(Instruction::wide)
                .extracting(Instruction::reference)
                .anySatisfy(reference ->
                        assertThat(reference)
                                .isInstanceOfSatisfying(
                                        ToKernelSymbol.class,
                                        symbol -> {
                                            assertThat(symbol.name()).isEqualTo("acquire_task");
                                            assertThat(object.btf().kind(symbol.type()))
                                                    .isEqualTo(BtfKind.FUNCTION);
                                        }));
    }
}
