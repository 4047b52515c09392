// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jig.object.insn.CoreKind;
import dev.jig.object.insn.CoreRecord;
import dev.jig.object.insn.Instruction;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoreRecordsTest {
    @ParameterizedTest
    @ValueSource(strings = {"relocations", "relocations.eb"})
    void standWithTheirInstructions(String name) {
        ObjectSpec object = CompiledObjects.read(name);
        List<CoreRecord> records =
                object.program("use").instructions().stream()
                        .map(Instruction::relocation)
                        .filter(Objects::nonNull)
                        .map(CoreRecord.class::cast)
                        .toList();

        assertThat(records)
                .extracting(
                        CoreRecord::kind,
                        record -> object.btf().name(record.rootType()),
                        CoreRecord::access)
                .containsExactly(
                        tuple(CoreKind.FIELD_EXISTS, "mm", "0:0"),
                        tuple(CoreKind.FIELD_BYTE_OFFSET, "mm", "0:0"),
                        tuple(CoreKind.FIELD_BYTE_OFFSET, "task", "0:1"),
                        tuple(CoreKind.ENUMERATOR_EXISTS, "state", "1"),
                        tuple(CoreKind.TYPE_SIZE, "task", "0"),
                        tuple(CoreKind.FIELD_BYTE_OFFSET, "task", "0:0"));
    }
}
