// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.trampoline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.object.ProgramKind;
import dev.jig.object.ProgramSpec;
import dev.jig.object.insn.Disassembler;
import dev.jig.object.insn.FunctionStart;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import dev.jig.object.trampoline.FunctionSignature.Slot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Programs are written as lists of instructions; a comment says each in C.
class TrampolineConversionTest {
    private static final int FP = 10;
    private static final int DI = 112;
    private static final int SI = 104;
    private static final int DX = 96;
    private static final int AX = 80;
    private static final int IP = 128;

    /// `long f(struct x *, unsigned, unsigned char)`
    private static final FunctionSignature SIGNATURE =
            new FunctionSignature(
                    List.of(new Slot(8, true), new Slot(4, false), new Slot(1, false)),
                    new Slot(8, false));

    private static final Instruction EXIT = Instruction.of(0x95, 0, 0, 0, 0);

    private static Instruction load(int dst, int src, int offset) {
        return Instruction.of(0x79, dst, src, offset, 0);
    }

    private static Instruction load32(int dst, int src, int offset) {
        return Instruction.of(0x61, dst, src, offset, 0);
    }

    private static Instruction store(int dst, int offset, int src) {
        return Instruction.of(0x7b, dst, src, offset, 0);
    }

    private static Instruction move(int dst, int src) {
        return Instruction.of(0xbf, dst, src, 0, 0);
    }

    private static Instruction constant(int dst, int value) {
        return Instruction.of(0xb7, dst, 0, 0, value);
    }

    private static Instruction add(int dst, int value) {
        return Instruction.of(0x07, dst, 0, 0, value);
    }

    private static Instruction addRegister(int dst, int src) {
        return Instruction.of(0x0f, dst, src, 0, 0);
    }

    private static Instruction ifEqual(int register, int value, int distance) {
        return Instruction.of(0x15, register, 0, distance, value);
    }

    private static Instruction jump(int distance) {
        return Instruction.of(0x05, 0, 0, distance, 0);
    }

    private static Instruction helper(int number) {
        return Instruction.of(0x85, 0, 0, 0, number);
    }

    private static Instruction call(String function) {
        return Instruction.of(0x85, 0, 1, 0, -1).withReference(new Reference.ToFunction(function));
    }

    private static Instruction map(int dst, String name) {
        return Instruction.of(0x18, dst, 1, 0, 0).withReference(new Reference.ToMap(name));
    }

    private static Instruction starting(String function, Instruction first) {
        return new Instruction(
                first.opcode(),
                first.dst(),
                first.src(),
                first.offset(),
                first.imm(),
                new FunctionStart(function, 0),
                null,
                first.reference(),
                null,
                null);
    }

    private static ProgramSpec program(ProgramKind kind, Instruction... code) {
        return new ProgramSpec("p", "kprobe/f", kind, "f", true, "GPL", List.of(code));
    }

    private static TrampolineConversion.Result entry(Instruction... code) {
        return TrampolineConversion.convert(
                program(ProgramKind.KPROBE, code), SIGNATURE, RegisterLayout.X86_64);
    }

    private static TrampolineConversion.Result exit(
            FunctionSignature signature, Instruction... code) {
        return TrampolineConversion.convert(
                program(ProgramKind.KRETPROBE, code), signature, RegisterLayout.X86_64);
    }

    private static List<String> text(TrampolineConversion.Result result) {
        List<String> lines = new ArrayList<>();
        result.program().instructions().forEach(i -> lines.add(Disassembler.text(i)));
        return lines;
    }

    private static void refused(String reason, Instruction... code) {
        assertThatThrownBy(() -> entry(code))
                .isInstanceOf(NotConvertibleException.class)
                .hasMessage(reason);
    }

    private static FunctionSignature returning(@Nullable Slot result) {
        return new FunctionSignature(List.of(new Slot(8, true), new Slot(8, false)), result);
    }

    @Test
    void argumentsComeFromTheirSlots() {
        var result = entry(load(2, 1, DI), load(3, 1, SI), load(4, 1, DX), constant(0, 0), EXIT);
        assertThat(text(result))
                .containsExactly(
                        "r2 = *(u64 *)(r1 +0)",
                        "r3 = *(u32 *)(r1 +8)",
                        "r4 = *(u8 *)(r1 +16)",
                        "r0 = 0",
                        "exit");
        assertThat(result.program().kind()).isEqualTo(ProgramKind.FENTRY);
        assertThat(result.program().target()).isEqualTo("f");
    }

    @Test
    void narrowLoadsStayNarrow() {
        Instruction half = Instruction.of(0x69, 2, 1, SI, 0);
        assertThat(text(entry(half, EXIT)).getFirst()).isEqualTo("r2 = *(u16 *)(r1 +8)");
    }

    @Test
    void theResultComesAfterTheArguments() {
        Instruction[] code = {load(2, 1, AX), constant(0, 0), EXIT};
        var result = exit(SIGNATURE, code);
        assertThat(text(result).getFirst()).isEqualTo("r2 = *(u64 *)(r1 +24)");
        assertThat(result.program().kind()).isEqualTo(ProgramKind.FEXIT);
        assertThat(text(exit(returning(new Slot(4, false)), code)).getFirst())
                .isEqualTo("r2 = *(u32 *)(r1 +16)");
        assertThat(text(exit(returning(new Slot(8, true)), code)).getFirst())
                .isEqualTo("r2 = *(u64 *)(r1 +16)");
        assertThatThrownBy(() -> exit(returning(null), code))
                .hasMessage("it reads the result of a function without one");
        assertThatThrownBy(() -> exit(SIGNATURE, load(2, 1, DI), EXIT))
                .hasMessage("it reads byte 112 of the registers, where no result is");
    }

    @Test
    void registersOfArm() {
        ProgramSpec program = program(ProgramKind.KPROBE, load(2, 1, 0), load(3, 1, 16), EXIT);
        var result = TrampolineConversion.convert(program, SIGNATURE, RegisterLayout.AARCH64);
        assertThat(text(result)).startsWith("r2 = *(u64 *)(r1 +0)", "r3 = *(u8 *)(r1 +16)");
        ProgramSpec returned = program(ProgramKind.KRETPROBE, load(2, 1, 0), EXIT);
        assertThat(text(TrampolineConversion.convert(returned, SIGNATURE, RegisterLayout.AARCH64)))
                .startsWith("r2 = *(u64 *)(r1 +24)");
    }

    @Test
    void theContextIsFollowedThroughRegistersAndStack() {
        var result =
                entry(
                        move(6, 1),
                        store(FP, -8, 6),
                        helper(14), // bpf_get_current_pid_tgid(): r1 is stale, not an argument
                        load(7, 6, DI),
                        load(8, FP, -8),
                        add(8, 8),
                        load(2, 8, SI - 8),
                        constant(0, 0),
                        EXIT);
        assertThat(text(result))
                .contains("r7 = *(u64 *)(r6 +0)", "r2 = *(u32 *)(r8 +0)", "r8 = *(u64 *)(r10 -8)");
    }

    @Test
    void theContextIsFollowedIntoFunctions() {
        var result =
                entry(
                        starting("p", move(6, 1)),
                        move(2, 1),
                        constant(1, 5),
                        call("g"),
                        move(1, 6),
                        call("h"),
                        EXIT,
                        starting("g", load(3, 2, DI)),
                        EXIT,
                        starting("h", load(0, 1, SI)),
                        EXIT);
        assertThat(text(result)).contains("r3 = *(u64 *)(r2 +0)", "r0 = *(u32 *)(r1 +8)");
    }

    @Test
    void pathsMeet() {
        var result =
                entry(
                        load(2, 1, DI),
                        move(6, 1),
                        ifEqual(2, 0, 1),
                        constant(7, 1),
                        load(3, 6, SI),
                        EXIT);
        assertThat(text(result)).contains("r3 = *(u32 *)(r6 +8)");
        refused(
                "where its registers are cannot be followed",
                load(2, 1, DI),
                move(6, 1),
                ifEqual(2, 0, 1),
                add(6, 8),
                load(3, 6, SI),
                EXIT);
    }

    @Test
    void loopsEnd() {
        var result =
                entry(
                        move(6, 1),
                        load(2, 6, SI),
                        add(2, -1),
                        ifEqual(2, 0, 1),
                        jump(-4),
                        constant(0, 0),
                        EXIT);
        assertThat(text(result)).contains("r2 = *(u32 *)(r6 +8)");
    }

    @Test
    void whatCannotBeReachedDoesNotMatter() {
        var result =
                entry(
                        constant(2, 1),
                        ifEqual(2, 1, 4),
                        map(3, "heap"),
                        load(3, 1, IP),
                        EXIT,
                        map(3, "events"),
                        load(3, 1, DI),
                        EXIT);
        assertThat(result.maps()).containsExactly("events");
        assertThat(text(result)).contains("r3 = *(u64 *)(r1 +128)", "r3 = *(u64 *)(r1 +0)");
    }

    @Test
    void answersOfCoReAreWideConstants() {
        var result =
                entry(
                        Instruction.of(0x18, 2, 0, 0, 1),
                        ifEqual(2, 0, 2),
                        map(3, "events"),
                        EXIT,
                        map(3, "heap"),
                        EXIT);
        assertThat(result.maps()).containsExactly("events");
    }

    @Test
    void callbacksMayUseAnyMap() {
        Instruction address =
                Instruction.of(0x18, 2, 4, 0, 0)
                        .withReference(new Reference.ToFunctionAddress("back"));
        var result =
                entry(
                        starting("p", address),
                        constant(1, 4),
                        constant(3, 0),
                        constant(4, 0),
                        constant(5, 0),
                        helper(181),
                        EXIT,
                        starting("back", map(1, "heap")),
                        EXIT);
        assertThat(result.maps()).containsExactly("heap");
    }

    @Test
    void eventsAndStacksMayBeOfTheProbedPlace() {
        var result = entry(move(6, 1), load(2, 1, DI), move(1, 6), helper(25), EXIT);
        assertThat(text(result)).contains("r2 = *(u64 *)(r1 +0)");
        refused("it gives its registers to bpf_get_func_ip", helper(173), EXIT);
        refused(
                "it gives its registers to bpf_probe_read_kernel",
                move(3, 1),
                add(3, DI),
                move(1, FP),
                constant(2, 8),
                helper(113),
                EXIT);
        refused("it calls another program", helper(12), EXIT);
    }

    @Test
    void otherUsesAreRefused() {
        refused("it reads byte 128 of the registers, where no argument is", load(2, 1, IP), EXIT);
        refused(
                "it reads byte 116 of the registers, where no argument is",
                load32(2, 1, DI + 4),
                EXIT);
        refused("it reads argument 4 of a function that has 3", load(2, 1, 88), EXIT);
        refused("it loads a part of a pointer", load32(2, 1, DI), EXIT);
        refused("it loads a register with its sign", Instruction.of(0x81, 2, 1, SI, 0), EXIT);
        refused("it changes registers", constant(2, 0), store(1, AX, 2), EXIT);
        refused("it stores the address of its registers", map(2, "m"), store(2, 0, 1), EXIT);
        refused(
                "it stores the address of its registers",
                Instruction.of(0x7b, FP, 1, -12, 0),
                EXIT);
        refused(
                "where its registers are cannot be followed",
                load(2, 1, SI),
                addRegister(1, 2),
                load(3, 1, 0),
                EXIT);
        refused(
                "a function returns the address of registers",
                starting("p", call("g")),
                EXIT,
                starting("g", move(0, 1)),
                EXIT);
    }

    /// The function could find the context where the caller has put it.
    @Test
    void aStackWithTheContextInItIsNotSharedUnseen() {
        Instruction[] code = {
            starting("p", store(FP, -8, 1)),
            move(1, FP),
            add(1, -8),
            call("g"),
            constant(0, 0),
            EXIT,
            starting("g", load(2, 1, 0)),
            constant(0, 0),
            EXIT
        };
        refused("where its registers are cannot be followed", code);
        code[0] = starting("p", constant(2, 7));
        assertThat(text(entry(code))).contains("r2 = *(u64 *)(r1 +0)");
    }

    @Test
    void damagedProgramsAreRefused() {
        refused("a jump leads out of the program", jump(5), EXIT);
        refused("a jump leads out of the program", ifEqual(1, 0, -9), EXIT);
        refused("it calls function g, not its own", starting("p", call("g")), EXIT);
        ProgramSpec middle = program(ProgramKind.KPROBE, EXIT).withTarget("f+0x10");
        assertThatThrownBy(() ->
                        TrampolineConversion.convert(middle, SIGNATURE, RegisterLayout.X86_64))
                .hasMessage("it probes the middle of a function");
    }
}
