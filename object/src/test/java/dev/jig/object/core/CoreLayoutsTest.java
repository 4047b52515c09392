// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.object.CompiledObjects;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.insn.CoreKind;
import dev.jig.object.insn.Instruction;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `core_read` and `core_read_target` are the same programs compiled for two layouts of their
/// types: relocating the one for the types of the other must give the other, as the compiler made
/// it.
class CoreLayoutsTest {
    /// The compiler loads bit fields by other units than libbpf and jig do.
    private static final Set<String> BIT_FIELDS =
            Set.of("flag", "number", "wide", "straddling", "unnamed_bits");

    private static ProgramSpec relocated(String suffix, String program) {
        ObjectSpec local = CompiledObjects.read("core_read" + suffix);
        ObjectSpec target = CompiledObjects.read("core_read_target" + suffix);
        return new CoreRelocator(local.btf(), CoreTargets.of(target.btf()))
                .relocate(local.program(program));
    }

    private static String code(ProgramSpec program) {
        StringBuilder text = new StringBuilder();
        for (Instruction one : program.instructions()) {
            text.append(
                    "%02x %d %d %d %d%n"
                            .formatted(
                                    one.opcode(), one.dst(), one.src(), one.offset(), one.imm()));
        }
        return text.toString();
    }

    private static boolean placesBits(String program) {
        return BIT_FIELDS.stream()
                .anyMatch(field -> program.matches(field + "_(offset|size|left_shift)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".eb"})
    void makesOneLayoutOfTheOther(String suffix) {
        ObjectSpec target = CompiledObjects.read("core_read_target" + suffix);
        Set<String> compared = new TreeSet<>();
        for (ProgramSpec expected : target.programs().values()) {
            String name = expected.name();
            if (!placesBits(name) && !name.equals("local_id")) {
                assertThat(code(relocated(suffix, name))).as(name).isEqualTo(code(expected));
                compared.add(name);
            }
        }

        assertThat(compared).hasSizeGreaterThan(100).contains("plain_offset", "load_widened");
    }

    /// A bit field's width and distance from the start of its struct, by the three constants that
    /// tell how to load it.
    private record Bits(long offset, long size, long left, long right, ByteOrder order) {
        long width() {
            return 64 - right;
        }

        long before() {
            return order == ByteOrder.LITTLE_ENDIAN ? 64 - left - width() : left - (8 - size) * 8;
        }

        long distance() {
            return offset * 8 + before();
        }
    }

    private static long constant(ProgramSpec program) {
        return program.instructions().stream()
                .filter(one -> one.relocation() != null)
                .findFirst()
                .orElseThrow()
                .imm();
    }

    private static Bits bits(
            Function<String, ProgramSpec> programs, String field, ByteOrder order) {
        return new Bits(
                constant(programs.apply(field + "_offset")),
                constant(programs.apply(field + "_size")),
                constant(programs.apply(field + "_left_shift")),
                constant(programs.apply(field + "_right_shift")),
                order);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".eb"})
    void findsTheSameBitsAsTheCompiler(String suffix) {
        ObjectSpec target = CompiledObjects.read("core_read_target" + suffix);
        for (String field : BIT_FIELDS) {
            Bits found = bits(name -> relocated(suffix, name), field, target.order());
            Bits expected = bits(target::program, field, target.order());

            assertThat(found.distance()).as(field).isEqualTo(expected.distance());
            assertThat(found.width()).as(field).isEqualTo(expected.width());
            assertThat(found.size()).as(field).isIn(1L, 2L, 4L, 8L);
            assertThat(found.offset() % found.size()).as(field).isZero();
            assertThat(found.before() + found.width()).isLessThanOrEqualTo(found.size() * 8);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    gone_exists       | 0
                    gone_type_exists  | 0
                    gone_type_size    | 0
                    gone_type_matches | 0
                    gone_type_id      | 0
                    outer_matches     | 0
                    outer_size        | 400
                    absent_exists     | 0
                    present_value     | 1
                    one_exists        | 0
                    two_exists        | 1
                    two_offset        | 8
                    """)
    void answersForWhatTheTargetLacks(String program, long expected) {
        assertThat(constant(relocated("", program))).isEqualTo(expected);
        assertThat(constant(relocated(".eb", program))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    gone_offset     | field gone of struct outer does not exist on this kernel
                    gone_left_shift | field gone_bits of struct bits does not exist on this kernel
                    gone_in_type    | field a of struct gone does not exist on this kernel \
                    (it has no struct gone)
                    absent_value    | enumerator ABSENT of enum partial \
                    does not exist on this kernel
                    misread         | field resized_signed of struct outer has 8 bytes \
                    on this kernel, but the program accesses 4 bytes
                    guarded         | field gone of struct outer does not exist on this kernel
                    """)
    void poisonsWhatTheTargetLacks(String program, String note) {
        ProgramSpec before = CompiledObjects.read("core_read").program(program);
        ProgramSpec after = relocated("", program);
        List<Instruction> poisoned =
                after.instructions().stream().filter(one -> one.note() != null).toList();

        assertThat(after.slots()).isEqualTo(before.slots());
        assertThat(poisoned).isNotEmpty();
        assertThat(poisoned).extracting(Instruction::note).containsOnly(note);
        assertThat(poisoned)
                .allMatch(Instruction::callsHelper)
                .allMatch(one -> one.imm() == CoreRelocator.POISON);
        assertThat(poisoned.getFirst().relocation()).isNotNull();
        assertThat(poisoned.getFirst().line()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".eb"})
    void keepsLocalTypeIds(String suffix) {
        ProgramSpec before = CompiledObjects.read("core_read" + suffix).program("local_id");

        assertThat(relocated(suffix, "local_id")).isEqualTo(before);
        assertThat(constant(before))
                .isEqualTo(
                        before.instructions().stream()
                                .map(Instruction::relocation)
                                .filter(Objects::nonNull)
                                .filter(one -> one.kind() == CoreKind.LOCAL_TYPE_ID)
                                .findFirst()
                                .orElseThrow()
                                .rootType());
    }
}
