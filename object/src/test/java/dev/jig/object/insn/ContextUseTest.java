// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContextUseTest {
    private static final Instruction EXIT = Instruction.of(0x95, 0, 0, 0, 0);
    private static final Instruction CALL = Instruction.of(0x85, 0, 0, 0, 14);

    private static boolean ignored(Instruction... instructions) {
        return ContextUse.ignored(List.copyOf(Arrays.asList(instructions)));
    }

    private static Instruction move(int dst, int src) {
        return Instruction.of(0xbf, dst, src, 0, 0);
    }

    private static Instruction constant(int dst) {
        return Instruction.of(0xb7, dst, 0, 0, 7);
    }

    private static Instruction load(int dst, int src) {
        return Instruction.of(0x79, dst, src, 8, 0);
    }

    @Test
    void anotherValueInItsRegister() {
        assertThat(ignored(constant(0), EXIT)).isTrue();
        assertThat(ignored(constant(1), CALL, EXIT)).isTrue();
        assertThat(ignored(constant(2), move(1, 2), CALL)).isTrue();
        assertThat(ignored(load(2, 10), load(1, 10), CALL)).isTrue();
        assertThat(ignored(Instruction.of(Instruction.WIDE_LOAD, 1, 0, 0, 5), CALL)).isTrue();
    }

    @Test
    void everythingElseMayBeUse() {
        assertThat(ignored(move(6, 1), constant(1), EXIT)).isFalse();
        assertThat(ignored(load(1, 1), EXIT)).isFalse();
        assertThat(ignored(load(2, 1), EXIT)).isFalse();
        assertThat(ignored(CALL, EXIT)).isFalse();
        assertThat(ignored(Instruction.of(0x05, 0, 0, 1, 0), EXIT)).isFalse();
        assertThat(ignored(Instruction.of(0x07, 1, 0, 0, 8), EXIT)).isFalse();
        assertThat(ignored(Instruction.of(0x7b, 10, 1, -8, 0), EXIT)).isFalse();
        assertThat(ignored(Instruction.of(0x0f, 2, 1, 0, 0), EXIT)).isFalse();
        assertThat(ignored(Instruction.of(0x30, 0, 0, 0, 0), EXIT)).isFalse();
        assertThat(ignored()).isFalse();
    }
}
