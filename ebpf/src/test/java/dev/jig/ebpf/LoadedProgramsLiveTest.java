// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.ebpf.testing.LeakGuard;
import dev.jig.object.insn.Disassembler;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("live")
@ExtendWith(LeakGuard.class)
class LoadedProgramsLiveTest {
    @Test
    void areReadBackWithNames() {
        try (Kernel kernel = Kernel.running();
                BpfObject object =
                        BpfObject.load(Objects.read("ring"), kernel, LoadOptions.defaults())) {
            Program program = object.program("fill");
            LoadedPrograms loaded = new LoadedPrograms(kernel);
            LoadedProgram read = loaded.withId(program.id()).orElseThrow();

            assertThat(read.name()).isEqualTo("fill");
            assertThat(read.id()).isEqualTo(program.id());
            assertThat(read.tag()).matches("[0-9a-f]{16}");
            assertThat(read.type()).isEqualTo(program.spec().kind().programType());
            assertThat(loaded.names()).contains("fill", "on_eventfd");
            assertThat(loaded.named("fill")).contains(read);
            assertNames(read.instructions());
            assertMachineCode(read);
        }
    }

    private static void assertNames(List<Instruction> instructions) {
        Instruction first = instructions.getFirst();
        assertThat(present(first.function()).name()).isEqualTo("fill");
        assertThat(present(first.line()).file()).endsWith("ring.bpf.c");
        assertThat(instructions)
                .extracting(Instruction::reference)
                .contains(new Reference.ToMap("events"));
        assertThat(instructions.stream().map(Disassembler::text))
                .contains("call bpf_ringbuf_reserve", "exit");
    }

    private static <T> T present(@Nullable T value) {
        return java.util.Objects.requireNonNull(value);
    }

    private static void assertMachineCode(LoadedProgram read) {
        for (LoadedProgram.MachineCode function : read.machineCode()) {
            assertThat(function.address()).isNegative();
            assertThat(function.code().size()).isPositive();
            assertThat(function.lines()).isNotEmpty();
            assertThat(function.lines()).allMatch(line -> line.offset() < function.code().size());
        }
        assertThat(read.machineCode())
                .extracting(LoadedProgram.MachineCode::function)
                .first()
                .isEqualTo("fill");
    }

    @Test
    void thatAreNotThereAreNotFound() {
        try (Kernel kernel = Kernel.running()) {
            LoadedPrograms loaded = new LoadedPrograms(kernel);
            assertThat(loaded.withId(Integer.MAX_VALUE)).isEmpty();
            assertThat(loaded.named("no_such_program")).isEmpty();
        }
    }
}
