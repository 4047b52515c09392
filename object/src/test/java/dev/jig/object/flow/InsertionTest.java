// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.object.MalformedObjectException;
import dev.jig.object.ProgramKind;
import dev.jig.object.ProgramSpec;
import dev.jig.object.insn.Instruction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class InsertionTest {
    private static final int PROGRAMS = 100;
    private static final int RUNS = 5;
    private static final Instruction EXIT = Instruction.of(0x95, 0, 0, 0, 0);
    private static final Instruction CALL = Instruction.of(0x85, 0, 0, 0, 5);

    /// Changes nothing, and stands nowhere else.
    private static final Instruction MARK = Instruction.of(0xbf, 0, 0, 0, 0).withNote("mark");

    private static final Instruction WIDE_MARK =
            Instruction.of(0xbf, 0, 0, 0, 0).withNote("second mark");

    /// An interpreter takes the same way through a random program with and without insertions, and
    /// comes by what was inserted exactly when it has done the call before it.
    @RepeatedTest(20)
    void programsDoWhatTheyDid(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < PROGRAMS; i++) {
            List<Instruction> code = new RandomProgram(random, List.of("a", "b")).make();
            List<Instruction> longer = Insertion.of(program(code), marks(code)).instructions();
            for (int run = 0; run < RUNS; run++) {
                compare(code, longer, random.nextLong());
            }
        }
    }

    private static Map<Integer, List<Instruction>> marks(List<Instruction> code) {
        Map<Integer, List<Instruction>> marks = new TreeMap<>();
        for (int i = 0; i < code.size(); i++) {
            if (code.get(i).callsHelper() && code.get(i).reference() == null) {
                marks.put(i, List.of(MARK, WIDE_MARK));
            }
        }
        return marks;
    }

    private static void compare(List<Instruction> code, List<Instruction> longer, long seed) {
        List<Instruction> way = way(code, seed);
        List<Instruction> longWay = way(longer, seed);
        List<Instruction> expected = new ArrayList<>();
        for (Instruction instruction : way) {
            expected.add(instruction);
            if (instruction.callsHelper() && instruction.reference() == null) {
                expected.add(MARK);
                expected.add(WIDE_MARK);
            }
        }
        int common = Math.min(expected.size(), longWay.size());
        assertThat(withoutOffsets(longWay.subList(0, common)))
                .isEqualTo(withoutOffsets(expected.subList(0, common)));
        assertThat(common).isGreaterThanOrEqualTo(Math.min(expected.size(), 300));
    }

    private static List<Instruction> way(List<Instruction> code, long seed) {
        Interpreter interpreter = new Interpreter(code, new byte[16], new Random(seed));
        interpreter.run();
        return interpreter.seen().stream().map(seen -> code.get(seen.index())).toList();
    }

    private static List<Instruction> withoutOffsets(List<Instruction> way) {
        return way.stream()
                .map(i -> CodeLayout.jumps(i) ? i.withOperands(i.src(), 0, i.imm()) : i)
                .toList();
    }

    @Test
    void aJumpToTheNextInstructionLeavesOutWhatFollowsTheCall() {
        Instruction over = Instruction.of(0x15, 0, 0, 1, 0);
        Instruction back = Instruction.of(0x05, 0, 0, -3, 0);
        List<Instruction> code = List.of(over, CALL, EXIT, back);
        assertThat(inserted(code, Map.of(1, List.of(MARK, WIDE_MARK))))
                .containsExactly(
                        over.withOperands(0, 3, 0),
                        CALL,
                        MARK,
                        WIDE_MARK,
                        EXIT,
                        back.withOperands(0, -5, 0));
    }

    @Test
    void aWideLoadIsTwoSlots() {
        Instruction jump = Instruction.of(0x05, 0, 0, 1, 0);
        Instruction wide = Instruction.of(Instruction.WIDE_LOAD, 1, 0, 0, 7);
        assertThat(inserted(List.of(jump, CALL, EXIT), Map.of(1, List.of(wide))))
                .containsExactly(jump.withOperands(0, 3, 0), CALL, wide, EXIT);
    }

    @Test
    void longJumpsHaveTheirDistanceInTheImmediate() {
        Instruction far = Instruction.of(0x06, 0, 0, 0, 40_001);
        List<Instruction> code = new ArrayList<>(List.of(far, CALL));
        code.addAll(Collections.nCopies(40_000, MARK));
        code.add(EXIT);
        assertThat(inserted(code, Map.of(1, List.of(MARK))).getFirst())
                .isEqualTo(far.withOperands(0, 0, 40_002));
    }

    @Test
    void aJumpThatGetsTooLongIsRefused() {
        List<Instruction> code = new ArrayList<>();
        code.add(Instruction.of(0x15, 0, 0, Short.MAX_VALUE, 0));
        code.add(CALL);
        code.addAll(Collections.nCopies(Short.MAX_VALUE - 1, MARK));
        code.add(EXIT);
        assertThat(inserted(code, Map.of())).isEqualTo(code);
        assertThatThrownBy(() -> inserted(code, Map.of(1, List.of(MARK))))
                .isInstanceOf(JumpTooFarException.class)
                .hasMessage(
                        "insert into program p: the jump at slot 0 would go 32768 slots, its kind"
                                + " goes 32767");
    }

    @Test
    void aJumpToNowhereIsRefused() {
        List<Instruction> code = List.of(Instruction.of(0x05, 0, 0, 5, 0), EXIT);
        assertThatThrownBy(() -> inserted(code, Map.of()))
                .isInstanceOf(MalformedObjectException.class);
    }

    private static List<Instruction> inserted(
            List<Instruction> code, Map<Integer, List<Instruction>> following) {
        return Insertion.of(program(code), following).instructions();
    }

    private static ProgramSpec program(List<Instruction> code) {
        return new ProgramSpec("p", "kprobe", ProgramKind.KPROBE, "", true, "GPL", code);
    }
}
