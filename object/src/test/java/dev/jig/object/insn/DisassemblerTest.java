// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.object.CompiledObjects;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DisassemblerTest {
    static List<String> objects() {
        return CompiledObjects.good();
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "disassembly.csv",
            delimiter = '|',
            quoteCharacter = '\'',
            numLinesToSkip = 1)
    void writesAnInstructionAsTheKernelDoes(String hex, String text) {
        ByteBuffer code =
                ByteBuffer.wrap(HexFormat.ofDelimiter(" ").parseHex(hex))
                        .order(ByteOrder.LITTLE_ENDIAN);

        assertThat(InstructionCodec.decode(code))
                .singleElement()
                .extracting(Disassembler::text)
                .isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("objects")
    void knowsEveryInstructionOfTheCompiler(String name) {
        for (ProgramSpec program : CompiledObjects.read(name).programs().values()) {
            assertThat(program.instructions())
                    .extracting(Disassembler::text)
                    .noneMatch(text -> text.contains("unknown"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    maps        | tail | r1 = map[typed]
                    data        | use  | r2 = map[.rodata][0]+0
                    subprograms | one  | call global_function
                    subprograms | one  | r2 = func[callback]
                    externs     | use  | r2 = kconfig[CONFIG_HZ]
                    externs     | use  | r2 = ksym[init_task_untyped]
                    externs     | use  | call release_task
                    """)
    void writesNamesInPlaceOfNumbers(String object, String program, String text) {
        assertThat(CompiledObjects.read(object).program(program).instructions())
                .extracting(Disassembler::text)
                .contains(text);
    }

    @Test
    void listsSlotsFunctionsLinesAndRecords() {
        ObjectSpec object = CompiledObjects.read("small");
        List<Instruction> instructions = object.program("use").instructions();
        int root =
                instructions.stream()
                        .filter(instruction -> instruction.relocation() != null)
                        .mapToInt(instruction ->
                                Objects.requireNonNull(instruction.relocation()).rootType())
                        .findFirst()
                        .orElseThrow();

        assertThat(Disassembler.listing(instructions))
                .startsWith(
                        "use:",
                        "  ; SEC(\"raw_tp/x\") int use(struct pair *ctx) @"
                                + " ./object/src/test/c/small.bpf.c:23",
                        "     0: r6 = r1")
                .endsWith("    20: exit")
                .contains(
                        "helper:",
                        "    19: r0 = *(u32 *)(r1 +4)  ; CO-RE FIELD_BYTE_OFFSET type "
                                + root
                                + " access 0:1");
    }

    @Test
    void listsNotes() {
        Instruction poisoned = Instruction.of(0x85, 0, 0, 0, 0xbad2310).withNote("no field x");

        assertThat(Disassembler.listing(List.of(poisoned)))
                .containsExactly("     0: call unknown#195896080  ; no field x");
    }
}
