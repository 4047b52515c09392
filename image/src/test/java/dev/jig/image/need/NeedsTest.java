// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.need;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.image.CompiledDiagramTest;
import dev.jig.image.need.Need.Necessity;
import dev.jig.object.MapType;
import dev.jig.object.ObjectReader;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramKind;
import dev.jig.object.insn.HelperNames;
import dev.jig.object.insn.Instruction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NeedsTest {
    private static final int RINGBUF_OUTPUT = 130;
    private static final int LOOKUP_PERCPU = 195;

    @Test
    void areThoseOfMapsProgramsHelpersAndCode() {
        Needs needs = Needs.of(CompiledDiagramTest.compiled("diagram_rules"), Set.of());
        assertThat(needs.minimum()).hasToString("5.8");
        assertThat(need(needs, new Thing.Map(MapType.RINGBUF)).necessity())
                .isEqualTo(Necessity.REQUIRED);
        assertThat(need(needs, new Thing.Helper(RINGBUF_OUTPUT)).by()).containsExactly("events");
        assertThat(need(needs, new Thing.Able(Ability.CALLS)).by())
                .containsExactly("z_last_by_name", "callees_by_name");
        assertThat(need(needs, new Thing.Program(ProgramKind.KPROBE)).since()).hasToString("4.1");
        assertThat(needs.all()).isSortedAccordingTo((a, b) -> b.since().compareTo(a.since()));
    }

    @Test
    void thatOnlyOptionalProgramsHaveDoNotCount() {
        ObjectSpec object = CompiledDiagramTest.compiled("map_uses");
        assertThat(Needs.of(object, Set.of()).minimum()).hasToString("5.19");
        Needs needs = Needs.of(object, Set.of("other_cpu"));
        assertThat(needs.minimum()).hasToString("4.20");
        assertThat(need(needs, new Thing.Helper(LOOKUP_PERCPU)).necessity())
                .isEqualTo(Necessity.OPTIONAL);
    }

    /// The gadgets ask for the ring buffer and use a perf buffer where there is none.
    @ParameterizedTest
    @CsvSource({"trace_exec, 5.4", "trace_signal, 5.4"})
    void ofTheGadgetsAreWhatTheyPromise(String gadget, String minimum) throws IOException {
        Path file = Path.of(System.getProperty("jig.gadgets", "none"), gadget, "program.bpf.o");
        ObjectSpec object = ObjectReader.read(gadget, Files.readAllBytes(file));
        Needs needs = Needs.of(object, Set.of());
        assertThat(needs.minimum()).hasToString(minimum);
        assertThat(need(needs, new Thing.Map(MapType.RINGBUF)).necessity())
                .isEqualTo(Necessity.REPLACED);
        assertThat(need(needs, new Thing.Able(Ability.KERNEL_TYPES)).since()).hasToString("5.4");
    }

    @ParameterizedTest
    @CsvSource({
        "0xbf, 8, 0, FOURTH_INSTRUCTION_SET", // r0 = (s8)r0
        "0x37, 1, 5, FOURTH_INSTRUCTION_SET", // r0 s/= 5
        "0xd7, 0, 16, FOURTH_INSTRUCTION_SET", // r0 = bswap16 r0
        "0x06, 0, 9, FOURTH_INSTRUCTION_SET", // gotol
        "0x91, 0, 0, FOURTH_INSTRUCTION_SET", // r0 = *(s8 *)
        "0xdb, 0, 1, ATOMICS", // atomic fetch add
        "0x05, -3, 0, LOOPS", // goto
        "0x56, -3, 0, LOOPS" // if w0 != 0 goto
    })
    void ofInstructions(int opcode, int offset, int imm, Ability ability) {
        assertThat(InstructionNeeds.of(Instruction.of(opcode, 0, 0, offset, imm)))
                .containsExactly(ability);
    }

    @Test
    void plainInstructionsNeedNothing() {
        assertThat(List.of(0xb7, 0xbf, 0x37, 0xdc, 0x05, 0x61, 0xdb, 0x85, 0x95))
                .allSatisfy(code ->
                        assertThat(InstructionNeeds.of(Instruction.of(code, 0, 0, 0, 0)))
                                .isEmpty());
    }

    @Test
    void everythingHasARelease() {
        Release first = new Release(3, 19);
        assertThat(Arrays.stream(MapType.values()).map(Thing.Map::new))
                .allMatch(thing -> thing.since().atLeast(first));
        assertThat(Arrays.stream(ProgramKind.values()).map(Thing.Program::new))
                .allMatch(thing -> thing.since().atLeast(first));
        assertThat(IntStream.rangeClosed(1, ProgramNeeds.LAST_HELPER).boxed())
                .allMatch(number -> HelperNames.of(number).isPresent());
        assertThat(HelperNames.of(ProgramNeeds.LAST_HELPER + 1)).isEmpty();
    }

    @Test
    void releasesAreReadFromKernelsNames() {
        assertThat(Release.in("6.12.5-amd64")).isEqualTo(Optional.of(new Release(6, 12)));
        assertThat(Release.in("5.8")).hasValueSatisfying(r -> assertThat(r).hasToString("5.8"));
        assertThat(Release.in("rolling")).isEmpty();
        assertThat(new Release(5, 10).atLeast(new Release(5, 9))).isTrue();
        assertThat(new Release(4, 20).atLeast(new Release(5, 0))).isFalse();
    }

    private static Need need(Needs needs, Thing thing) {
        return needs.all().stream().filter(n -> n.thing().equals(thing)).findFirst().orElseThrow();
    }
}
