// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.object.Bytes;
import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramKind;
import dev.jig.object.ProgramSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.insn.FunctionStart;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/// What the flow says of random programs against what an interpreter does with them: it reaches
/// nothing else, finds no other map in a register, and takes always what is said to be taken
/// always.
final class FlowSoundnessTest {
    private static final int PROGRAMS = 10 * Integer.getInteger("jig.effort", 1);
    private static final int RUNS = 20;
    private static final List<String> MAPS = List.of("a", "b", "c");
    private static final byte[] CONSTANTS = {0, 1, 2, 3, -1, 0, 7, 0, 1, 1, 1, 1, 0, 0, 0, -128};

    private final ObjectSpec object = object();

    private static ObjectSpec object() {
        MapSpec constants =
                MapSpec.of(".rodata", MapType.ARRAY, 4, CONSTANTS.length, 1)
                        .withContents(Bytes.copyOf(CONSTANTS));
        MapSpec frozen =
                new MapSpec(
                        ".rodata",
                        MapType.ARRAY,
                        4,
                        CONSTANTS.length,
                        1,
                        0x80,
                        0,
                        -1,
                        false,
                        0,
                        0,
                        null,
                        List.of(),
                        constants.contents(),
                        true);
        return new ObjectSpec(
                ByteOrder.LITTLE_ENDIAN,
                "GPL",
                Btf.empty(ByteOrder.LITTLE_ENDIAN),
                Map.of(".rodata", frozen),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of());
    }

    @RepeatedTest(50)
    void nothingHappensThatTheFlowDoesNotSay(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < PROGRAMS; i++) {
            check(new RandomProgram(random, MAPS).make(), random);
        }
    }

    private void check(List<Instruction> code, Random random) {
        ProgramSpec program =
                new ProgramSpec("p", "kprobe", ProgramKind.KPROBE, "", true, "GPL", code);
        ProgramFlow flow = ProgramFlow.of(program, object);
        List<BitSet> sites = new ArrayList<>();
        for (int i = 0; i < code.size(); i++) {
            BitSet site = new BitSet();
            site.set(i);
            sites.add(site);
        }
        for (int run = 0; run < RUNS; run++) {
            Interpreter interpreter = new Interpreter(code, CONSTANTS, random);
            boolean ended = interpreter.run();
            for (Interpreter.Seen seen : interpreter.seen()) {
                assertThat(flow.reaches(seen.index())).as("%s reached in %s", seen, code).isTrue();
                if (!seen.map().isEmpty()) {
                    assertThat(flow.maps(seen.index(), 1)).as("%s", code).contains(seen.map());
                }
            }
            for (int i = 0; ended && i < code.size(); i++) {
                if (code.get(i).callsHelper() && flow.always(sites.get(i))) {
                    int index = i;
                    assertThat(interpreter.seen()).as("%d", i).anyMatch(s -> s.index() == index);
                }
            }
        }
    }

    /// The flow is not only sound but says something: a branch on a constant is decided.
    @org.junit.jupiter.api.Test
    void aBranchOnAConstantIsDecided() {
        List<Instruction> code =
                List.of(
                        new Instruction(
                                0x18,
                                1,
                                2,
                                0,
                                0,
                                new FunctionStart("p", 0),
                                null,
                                new Reference.ToData(".rodata", 1),
                                null,
                                null),
                        Instruction.of(0x71, 1, 1, 0, 0),
                        Instruction.of(0x15, 1, 0, 1, 0),
                        Instruction.of(0x85, 0, 0, 0, 5),
                        Instruction.of(0xb7, 0, 0, 0, 0),
                        Instruction.of(0x95, 0, 0, 0, 0));
        ProgramSpec program =
                new ProgramSpec("p", "kprobe", ProgramKind.KPROBE, "", true, "GPL", code);
        BitSet call = new BitSet();
        call.set(3);
        assertThat(ProgramFlow.of(program, object).always(call)).isTrue();
    }
}
