// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jig.object.CompiledObjects;
import dev.jig.object.MalformedObjectException;
import dev.jig.object.insn.Instruction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkerTest {
    private static final Instruction EXIT = Instruction.of(0x95, 0, 0, 0, 0);

    private final ObjectFile file = new ObjectFile("small", CompiledObjects.bytes("small"));

    private Function function(String name, int length, String... callees) {
        ObjectFile any = file;
        return new Function(
                name,
                any.section(0),
                any.symbols().getFirst(),
                0,
                Collections.nCopies(length, EXIT),
                List.of(callees));
    }

    @Test
    void endsWithFunctionsThatCallEachOther() {
        Function even = function("even", 2, "odd");
        Function odd = function("odd", 3, "even", "odd");

        assertThat(new Linker(file, List.of(even, odd)).link(even)).hasSize(5);
    }

    @Test
    void leavesOutWhatIsNotThere() {
        Function program = function("program", 2, "elsewhere");

        assertThat(new Linker(file, List.of(program)).link(program)).hasSize(2);
    }

    @Test
    void boundsWhatManyProgramsShare() {
        List<Function> functions = new ArrayList<>();
        functions.add(function("shared", 10_000));
        for (int index = 0; index < 2000; index++) {
            functions.add(function("program" + index, 1, "shared"));
        }
        Linker linker = new Linker(file, functions);

        assertThatExceptionOfType(MalformedObjectException.class)
                .isThrownBy(() -> functions.forEach(linker::link))
                .withMessage("read small: its programs share too many functions");
    }
}
