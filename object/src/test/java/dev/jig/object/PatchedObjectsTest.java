// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jig.object.insn.FunctionStart;
import dev.jig.object.insn.Instruction;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What the compiler does not write, but a linker or an enemy may.
class PatchedObjectsTest {
    private static ObjectPatch patch(String name) {
        return new ObjectPatch(name);
    }

    private static void requireRefused(ObjectPatch patch, String reason) {
        assertThatExceptionOfType(MalformedObjectException.class)
                .isThrownBy(patch::read)
                .withMessageMatching("read \\w+: " + reason);
    }

    private static List<String> functions(ProgramSpec program) {
        return program.instructions().stream()
                .map(Instruction::function)
                .filter(Objects::nonNull)
                .map(FunctionStart::name)
                .toList();
    }

    @Test
    void tellLocalFunctionsOfOneNameApart() {
        ProgramSpec program =
                patch("subprograms").symbolName("middle", "leaf").read().program("one");

        assertThat(functions(program))
                .contains("callback", "leaf", "leaf.2")
                .doesNotHaveDuplicates();
    }

    @Test
    void mayNotHaveTwoGlobalFunctionsOfOneName() {
        requireRefused(
                patch("programs").symbolName("second", "first"), "two functions are named first");
    }

    @Test
    void mayGiveAFunctionTwoNames() {
        ObjectSpec object = patch("programs").symbolPlace("second", 0, 16).read();

        assertThat(object.programs()).containsKey("first").doesNotContainKey("second");
        assertThat(object.program("first").slots()).isEqualTo(2);
    }

    @Test
    void mayLeaveTheLengthOfAFunctionOpen() {
        ObjectSpec object =
                patch("programs").symbolPlace("first", 0, 0).symbolPlace("second", 16, 0).read();

        assertThat(object.programs()).isEqualTo(CompiledObjects.read("programs").programs());
    }

    @Test
    void mayNotHaveFunctionsThatOverlapOrEndOutside() {
        String reason = "overlaps another or is outside section kprobe/do_exit";

        requireRefused(patch("programs").symbolPlace("first", 0, 24), "function second " + reason);
        requireRefused(
                patch("programs").symbolPlace("second", 16, 24), "function second " + reason);
        requireRefused(patch("programs").symbolPlace("first", 4, 8), "function first " + reason);
        requireRefused(
                patch("programs").symbolPlace("second", Long.MAX_VALUE, 16),
                "function second " + reason);
        requireRefused(
                patch("programs").symbolPlace("second", 16, Long.MIN_VALUE),
                "function second " + reason);
    }

    @Test
    void mayNotHaveCodeWithoutAFunction() {
        requireRefused(
                patch("small").symbolSection("use", ""),
                "section raw_tp/x has code but no function");
    }

    @Test
    void mayNotCorrectTheMiddleOfAnInstruction() {
        String reason = "a relocation in section raw_tp/x is not at an instruction's start";

        requireRefused(patch("small").word(".relraw_tp/x", 0, 12), reason);
        requireRefused(patch("small").word(".relraw_tp/x", 0, 16), reason);
    }

    @Test
    void mayNotCorrectAnInstructionThatRefersToNothing() {
        requireRefused(
                patch("small").word(".relraw_tp/x", 0, 0),
                "a reference to counter from opcode 0xbf is not supported");
    }

    @Test
    void mayNotReferToJustAnySection() {
        requireRefused(
                patch("notypes").symbolSection("variable", "license"),
                "a reference to variable in section license is not supported");
        requireRefused(
                patch("small").word(".relraw_tp/x", 12, 0x7fffffff), "a relocation has no symbol");
    }

    @Test
    void mayNotCallTheMiddleOfAFunction() {
        requireRefused(
                patch("programs").word("fentry/f", 3 * 8 + 2 * 8 + 4, 7),
                "no function starts at byte \\d+ of section fentry/f");
    }

    @Test
    void mayNotPlaceVariablesOutsideTheirSection() {
        requireRefused(
                patch("small").symbolPlace("counter", 4, 4),
                "variable counter is outside section .bss");
    }

    @Test
    void mayNotAskForMoreMemoryThanAnyMapHas() {
        requireRefused(
                patch("small").sectionSize(".bss", 1L << 40),
                "section .bss of 1099511627776 bytes is too large");
        requireRefused(
                patch("small").sectionSize(".bss", -1),
                "section .bss of 18446744073709551615 bytes is too large");
    }

    @Test
    void takeLittleMemoryForEmptySections() {
        ObjectSpec object = patch("small").sectionSize(".bss", 1 << 28).read();

        assertThat(object.map(".bss").valueSize()).isEqualTo(1 << 28);
        assertThat(object.value("counter")).isEqualTo(Bytes.zeros(4));
    }

    @Test
    void mayNotHaveSectionsThatShareBytes() {
        requireRefused(patch("small").sectionSize(".text", 2700), "its sections overlap");
    }

    @Test
    void mustBeObjectsForEbpf() {
        requireRefused(patch("small").type(2), "it is not an object file");
        requireRefused(patch("small").machine(62), "its machine 62 is not eBPF");
        assertThat(patch("small").machine(0).read().programs()).containsOnlyKeys("use");
    }
}
