// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.object.btf.Btf;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

@EnabledIf("dev.jig.object.KernelTypes#present")
class ProgramKindTest {
    private static Map<String, Long> programTypes = Map.of();
    private static Map<String, Long> attachTypes = Map.of();
    private static Map<String, Long> mapTypes = Map.of();

    @BeforeAll
    static void readKernel() {
        Btf kernel = KernelTypes.read();
        programTypes = KernelTypes.enumeration(kernel, "bpf_prog_type");
        attachTypes = KernelTypes.enumeration(kernel, "bpf_attach_type");
        mapTypes = KernelTypes.enumeration(kernel, "bpf_map_type");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "program-kinds.csv", numLinesToSkip = 1, emptyValue = "")
    void hasTheKernelsNumbers(ProgramKind kind, String programType, String attachType) {
        requireNumber(
                programTypes,
                "BPF_PROG_TYPE_" + programType,
                "__MAX_BPF_PROG_TYPE",
                kind.programType());
        if (attachType.isEmpty()) {
            assertThat(kind.attachType()).isZero();
        } else {
            requireNumber(
                    attachTypes, "BPF_" + attachType, "__MAX_BPF_ATTACH_TYPE", kind.attachType());
        }
    }

    /// A name that the running kernel does not have must be newer than it.
    private static void requireNumber(
            Map<String, Long> numbers, String name, String end, long actual) {
        Long expected = numbers.get(name);
        if (expected == null) {
            assertThat(actual).isGreaterThanOrEqualTo(numbers.get(end));
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }

    @Test
    void mapTypesHaveTheKernelsNumbers() {
        for (MapType type : MapType.values()) {
            Long code = mapTypes.get("BPF_MAP_TYPE_" + type.name());
            if (code != null) {
                assertThat((long) type.code()).as(type.name()).isEqualTo(code);
            }
        }
        assertThat(mapTypes.get("BPF_MAP_TYPE_RINGBUF")).isEqualTo(MapType.RINGBUF.code());
    }
}
