// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jig.object.CompiledObjects;
import dev.jig.object.MalformedObjectException;
import dev.jig.object.elf.ElfFile;
import dev.jig.object.elf.ElfSection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InstructionCodecTest {
    static List<String> objects() {
        return CompiledObjects.good();
    }

    @ParameterizedTest
    @MethodSource("objects")
    void writesBackTheBytesItRead(String name) {
        ElfFile elf = ElfFile.read(name, ByteBuffer.wrap(CompiledObjects.bytes(name)));

        assertThat(elf.sections())
                .filteredOn(section -> section.code() && section.size() > 0)
                .isNotEmpty()
                .allSatisfy(section -> requireRoundTrip(elf, section));
    }

    private static void requireRoundTrip(ElfFile elf, ElfSection section) {
        ByteBuffer code = elf.bytes(section);
        ByteBuffer written = ByteBuffer.allocate(code.limit()).order(code.order());
        InstructionCodec.decode(code)
                .forEach(instruction -> InstructionCodec.encode(instruction, written));

        assertThat(written.flip()).isEqualTo(code);
    }

    private static Instruction decode(ByteOrder order, String hex) {
        ByteBuffer code = ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(order);
        return InstructionCodec.decode(code).getFirst();
    }

    @Test
    void keepsRegistersApartInEitherByteOrder() {
        Instruction load = Instruction.of(0x79, 1, 10, -8, 5);

        assertThat(decode(ByteOrder.LITTLE_ENDIAN, "79a1f8ff05000000")).isEqualTo(load);
        assertThat(decode(ByteOrder.BIG_ENDIAN, "791afff800000005")).isEqualTo(load);
    }

    @Test
    void readsAWideLoadAsOneInstruction() {
        Instruction load = decode(ByteOrder.LITTLE_ENDIAN, "1801000088776655" + "0000000044332291");

        assertThat(load).isEqualTo(Instruction.of(0x18, 1, 0, 0, 0x9122334455667788L));
        assertThat(load.slots()).isEqualTo(2);
    }

    @Test
    void extendsTheSignOfAConstant() {
        assertThat(decode(ByteOrder.LITTLE_ENDIAN, "b7010000ffffffff").imm()).isEqualTo(-1);
    }

    @Test
    void refusesWhatIsCutOff() {
        assertThatExceptionOfType(MalformedObjectException.class)
                .isThrownBy(() -> decode(ByteOrder.LITTLE_ENDIAN, "b701"))
                .withMessage("decode instructions: the one at byte 0 is cut off");
        assertThatExceptionOfType(MalformedObjectException.class)
                .isThrownBy(() -> decode(ByteOrder.LITTLE_ENDIAN, "1801000001000000"))
                .withMessage("decode instructions: the one at byte 0 is cut off");
    }

    @Test
    void refusesAWideLoadWhoseSecondHalfIsAnInstruction() {
        assertThatExceptionOfType(MalformedObjectException.class)
                .isThrownBy(() ->
                        decode(ByteOrder.LITTLE_ENDIAN, "1801000001000000" + "b701000000000000"))
                .withMessageContaining("the one at byte 8 should be the empty second half");
    }
}
