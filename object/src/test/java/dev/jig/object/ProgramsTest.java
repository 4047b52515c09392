// SPDX-License-Identifier: Apache-2.0
package dev.jig.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jig.object.insn.FunctionStart;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"", ".eb"})
class ProgramsTest {
    private final String suffix;

    ProgramsTest(String suffix) {
        this.suffix = suffix;
    }

    private ObjectSpec read(String name) {
        return CompiledObjects.read(name + suffix);
    }

    private static List<String> functions(ProgramSpec program) {
        return program.instructions().stream()
                .map(Instruction::function)
                .filter(Objects::nonNull)
                .map(FunctionStart::name)
                .toList();
    }

    private static List<Reference> references(ProgramSpec program) {
        return program.instructions().stream()
                .map(Instruction::reference)
                .filter(Objects::nonNull)
                .map(Reference.class::cast)
                .toList();
    }

    @Test
    void findsSeveralProgramsInASectionAndWhatTheSectionsMean() {
        assertThat(read("programs").programs().values())
                .extracting(
                        ProgramSpec::name,
                        ProgramSpec::section,
                        ProgramSpec::kind,
                        ProgramSpec::target,
                        ProgramSpec::autoload)
                .containsExactly(
                        tuple("first", "kprobe/do_exit", ProgramKind.KPROBE, "do_exit", true),
                        tuple("second", "kprobe/do_exit", ProgramKind.KPROBE, "do_exit", true),
                        tuple(
                                "optional",
                                "?kprobe/optional",
                                ProgramKind.KPROBE,
                                "optional",
                                false),
                        tuple("filter", "socket1", ProgramKind.SOCKET_FILTER, "", true),
                        tuple(
                                "probe",
                                "uprobe//usr/lib/libc.so.6:malloc",
                                ProgramKind.UPROBE,
                                "/usr/lib/libc.so.6:malloc",
                                true),
                        tuple(
                                "point",
                                "tracepoint/syscalls/sys_enter_kill",
                                ProgramKind.TRACEPOINT,
                                "syscalls/sys_enter_kill",
                                true),
                        tuple(
                                "classify",
                                "classifier/ingress/drop",
                                ProgramKind.SCHED_CLS,
                                "",
                                true),
                        tuple("unknown", "nobody_knows", ProgramKind.UNSPECIFIED, "", true),
                        tuple("iterate", "iter.s/task", ProgramKind.ITER_SLEEPABLE, "task", true),
                        tuple("caller", "fentry/f", ProgramKind.FENTRY, "f", true));
    }

    @Test
    void readsTheLicense() {
        assertThat(read("maps").license()).isEqualTo("Dual BSD/GPL");
        assertThat(read("maps").program("tail").license()).isEqualTo("Dual BSD/GPL");
    }

    @Test
    void startsEachProgramAtItsOwnInstructions() {
        ObjectSpec object = read("programs");

        assertThat(object.program("first").instructions().getFirst().imm()).isEqualTo(1);
        assertThat(object.program("second").instructions().getFirst().imm()).isEqualTo(2);
        assertThat(object.program("second").slots()).isEqualTo(2);
    }

    @Test
    void linksACallWithinASectionThatHasNoRelocation() {
        ProgramSpec program = read("programs").program("caller");

        assertThat(functions(program)).containsExactly("caller", "inside");
        assertThat(references(program)).containsExactly(new Reference.ToFunction("inside"));
    }

    @Test
    void linksEveryFunctionReachedOnceBreadthFirstByName() {
        assertThat(functions(read("subprograms").program("one")))
                .containsExactly(
                        "one",
                        "callback",
                        "global_function",
                        "hidden_function",
                        "unused_by_second",
                        "weak_function",
                        "leaf",
                        "middle");
    }

    @Test
    void linksOnlyWhatIsReached() {
        assertThat(functions(read("subprograms").program("two"))).containsExactly("two", "leaf");
        assertThat(functions(read("subprograms").program("three"))).containsExactly("three");
        assertThat(read("subprograms").programs()).containsOnlyKeys("one", "two", "three");
    }

    @Test
    void refersToAFunctionWhoseAddressIsTaken() {
        assertThat(read("subprograms").program("one").instructions())
                .filteredOn(instruction -> instruction.wide())
                .extracting(Instruction::src, Instruction::reference)
                .containsExactly(tuple(4, new Reference.ToFunctionAddress("callback")));
    }

    @Test
    void givesEachFunctionItsTypeAndFirstLine() {
        ObjectSpec object = read("subprograms");

        assertThat(object.program("one").instructions())
                .filteredOn(instruction -> instruction.function() != null)
                .allSatisfy(instruction -> {
                    FunctionStart start = Objects.requireNonNull(instruction.function());
                    assertThat(object.btf().name(start.type())).isEqualTo(start.name());
                    assertThat(instruction.line()).isNotNull();
                });
    }

    @Test
    void readsSourceLines() {
        Instruction first = read("programs").program("first").instructions().getFirst();

        assertThat(first.line())
                .satisfies(line -> {
                    assertThat(line.file()).endsWith("programs.bpf.c");
                    assertThat(line.text()).isEqualTo("PROGRAM(\"kprobe/do_exit\", first, 1)");
                    assertThat(line.line()).isEqualTo(10);
                    assertThat(line.column()).isEqualTo(1);
                });
    }

    @Test
    void makesHiddenFunctionsStaticInTheTypes() {
        ObjectSpec object = read("subprograms");

        assertThat(object.program("one").instructions())
                .extracting(Instruction::function)
                .filteredOn(Objects::nonNull)
                .extracting(start -> object.btf().type(start.type()).toString())
                .anySatisfy(type -> assertThat(type).contains("hidden_function", "STATIC"))
                .anySatisfy(type -> assertThat(type).contains("global_function", "GLOBAL"));
    }

    @Test
    void readsTheSameFileToTheSameValue() {
        assertThat(read("subprograms").programs()).isEqualTo(read("subprograms").programs());
        assertThat(read("subprograms").btf().bytes()).isEqualTo(read("subprograms").btf().bytes());
    }
}
