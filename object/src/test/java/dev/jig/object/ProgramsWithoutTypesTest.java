// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.object.insn.FunctionStart;
import dev.jig.object.insn.Instruction;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProgramsWithoutTypesTest {
    @Test
    void linksAndFindsDataWithoutBtf() {
        ObjectSpec object = CompiledObjects.read("notypes");

        assertThat(object.btf().typeCount()).isEqualTo(1);
        assertThat(object.variable("variable"))
                .isEqualTo(new VariableSpec("variable", ".data", 0, 4, 0));
        assertThat(object.program("use").instructions())
                .extracting(Instruction::function)
                .filteredOn(Objects::nonNull)
                .containsExactly(new FunctionStart("use", 0), new FunctionStart("helper", 0));
        assertThat(object.program("use").instructions())
                .allSatisfy(instruction -> assertThat(instruction.line()).isNull());
    }
}
