// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.coverage;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.image.CompiledDiagramTest;
import dev.jig.image.Diagram;
import dev.jig.image.Edge;
import dev.jig.image.Flowchart;
import dev.jig.image.MapUse;
import dev.jig.image.SequenceDiagram;
import dev.jig.object.Bytes;
import dev.jig.object.MapSpec;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.core.CoreTargets;
import dev.jig.object.flow.CodeLayout;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CoverageTest {
    private static final CoreTargets NO_KERNEL = CoreTargets.of(Btf.empty(ByteOrder.LITTLE_ENDIAN));

    private final ObjectSpec rules = CompiledDiagramTest.compiled("diagram_rules");

    @Test
    void everyCallThatUsesAMapIsFollowedByItsOwnCounter() {
        Coverage coverage = of(rules);
        Set<Integer> counters = new HashSet<>();
        for (ProgramSpec program : coverage.object().programs().values()) {
            List<Instruction> code = program.instructions();
            for (int i = 0; i < code.size(); i++) {
                Instruction call = code.get(i);
                if (call.callsHelper() && MapUse.ofAnyHelper(call.imm()).isPresent()) {
                    var counter = (Reference.ToData) requireNonNull(code.get(i + 1).reference());
                    assertThat(counter.name()).isEqualTo(Coverage.MAP);
                    assertThat(counters.add(counter.offset())).isTrue();
                    assertThat(code.get(i + 3).opcode()).isEqualTo(0xdb);
                }
            }
        }
        assertThat(counters).hasSize(coverage.counters()).hasSizeGreaterThan(10);
        MapSpec map = coverage.object().map(Coverage.MAP);
        assertThat(Collections.max(counters) + 8).isLessThanOrEqualTo(map.valueSize());
        assertThat(map.maxEntries()).isEqualTo(1);
    }

    /// Jumps lead to the same instructions as before.
    @Test
    void jumpsLeadToWhereTheyLed() {
        Coverage coverage = of(rules);
        for (ProgramSpec program : rules.programs().values()) {
            assertThat(targets(coverage.object().program(program.name())))
                    .isEqualTo(targets(program));
        }
    }

    /// Of each jump, the number of the jump and of the instruction it leads to, what counts left
    /// out.
    private static List<Integer> targets(ProgramSpec program) {
        CodeLayout layout = new CodeLayout(program);
        int[] numbers = new int[layout.size()];
        List<Integer> jumps = new ArrayList<>();
        int number = 0;
        int counting = 0;
        for (int i = 0; i < layout.size(); i++) {
            boolean begins =
                    layout.at(i).reference() instanceof Reference.ToData data
                            && data.name().equals(Coverage.MAP);
            counting = begins ? 3 : Math.max(0, counting - 1);
            numbers[i] = counting > 0 ? -1 : number++;
        }
        for (int i = 0; i < layout.size(); i++) {
            if (CodeLayout.jumps(layout.at(i))) {
                jumps.add(numbers[i]);
                jumps.add(numbers[layout.target(i)]);
            }
        }
        return jumps;
    }

    @Test
    void aSharedFunctionIsCountedForEachOfItsCallers() {
        Coverage coverage = of(CompiledDiagramTest.compiled("subprograms"));
        Bytes values = values(coverage);
        Diagram diagram = coverage.diagram(values, List.of("first", "second"));
        List<Long> lookups =
                diagram.edges()
                        .filter(edge -> edge.use() == MapUse.LOOKUP)
                        .map(edge -> edge.times().orElseThrow())
                        .toList();
        assertThat(lookups).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void countsStandOnTheArrowsAndWhatNeverHappenedIsCrossedOut() {
        Coverage coverage = of(CompiledDiagramTest.compiled("map_uses"));
        Bytes none = Bytes.zeros(coverage.object().map(Coverage.MAP).valueSize());
        Bytes values = none.patched(0, number(7));
        Diagram diagram = coverage.diagram(values, List.of("turn_over", "other_cpu"));
        assertThat(Flowchart.of(diagram))
                .isEqualTo(
                        """
                        flowchart LR
                        counters[("counters")]
                        queue[("queue")]
                        stack[("stack")]
                        other_cpu -. "LookupPercpu 0" .-x counters
                        other_cpu["other_cpu"]
                        turn_over -- "Pop 7" --> queue
                        turn_over -. "Push 0" .-x stack
                        turn_over -. "Peek 0" .-x stack
                        turn_over["turn_over"]
                        """);
        assertThat(SequenceDiagram.of(diagram))
                .contains("other_cpu--xcounters: LookupPercpu 0\n", "turn_over->>queue: Pop 7\n");
        assertThat(coverage.counts(values)).isEqualTo(7);
    }

    @Test
    void programsThatAreNotThereAreNotDrawn() {
        Coverage coverage = of(CompiledDiagramTest.compiled("map_uses"));
        Bytes values = Bytes.zeros(coverage.object().map(Coverage.MAP).valueSize());
        assertThat(Flowchart.of(coverage.diagram(values, List.of("turn_over"))))
                .doesNotContain("other_cpu");
    }

    /// A program that is loaded once for each of several places is one program to its author.
    @Test
    void placesOfOneProgramAreAddedUp() {
        ObjectSpec object = CompiledDiagramTest.compiled("map_uses");
        ProgramSpec program = object.program("other_cpu");
        List<String> names = List.of("other_cpu:ext4", "other_cpu:xfs");
        Coverage coverage = of(object.withPrograms(names.stream().map(program::withName).toList()));
        Bytes none = Bytes.zeros(coverage.object().map(Coverage.MAP).valueSize());
        Bytes values = none.patched(0, number(2)).patched(64, number(3));
        List<Edge> edges = coverage.diagram(values, names).edges().toList();
        assertThat(edges).hasSize(1);
        assertThat(edges.getFirst().times()).hasValue(5);
        assertThat(edges.getFirst().sites().getFirst().times()).hasValue(5);
    }

    @Test
    void aProgramWhoseJumpsWouldGetTooLongIsLeftAlone() {
        ObjectSpec object = CompiledDiagramTest.compiled("map_uses");
        ProgramSpec program = object.program("other_cpu");
        List<Instruction> code = new ArrayList<>(program.instructions());
        int end = code.size();
        code.addAll(Collections.nCopies(Short.MAX_VALUE, Instruction.of(0xb7, 0, 0, 0, 0)));
        code.add(Instruction.of(0x95, 0, 0, 0, 0));
        int call = indexOfCall(code);
        int rest = code.subList(call, end).stream().mapToInt(Instruction::slots).sum();
        code.add(call, Instruction.of(0x15, 0, 0, Short.MAX_VALUE, 0));
        assertThat(rest).isLessThan(Short.MAX_VALUE);
        Coverage coverage = of(object.withProgram(program.withInstructions(code)));
        assertThat(coverage.uncounted()).containsOnlyKeys("other_cpu");
        assertThat(coverage.object().program("other_cpu").instructions()).isEqualTo(code);
    }

    private static int indexOfCall(List<Instruction> code) {
        for (int i = 0; i < code.size(); i++) {
            if (code.get(i).callsHelper() && MapUse.ofAnyHelper(code.get(i).imm()).isPresent()) {
                return i;
            }
        }
        throw new AssertionError("no call");
    }

    /// An output that was given up is no event.
    @Test
    void eventsAreWhatWasPutOut() {
        Map<MapUse, Integer> events =
                Map.of(
                        MapUse.EVENT_OUTPUT, 1,
                        MapUse.RING_OUTPUT, 1,
                        MapUse.RING_RESERVE, 1,
                        MapUse.RING_DISCARD, -1,
                        MapUse.RING_SUBMIT, 0,
                        MapUse.LOOKUP, 0);
        events.forEach((use, count) -> assertThat(use.events()).isEqualTo(count));
        Coverage coverage = of(rules);
        Diagram diagram = coverage.diagram(values(coverage), rules.programs().keySet());
        long perf =
                diagram.edges()
                        .filter(edge -> edge.use() == MapUse.EVENT_OUTPUT)
                        .mapToLong(edge -> edge.times().orElseThrow())
                        .sum();
        assertThat(Coverage.outputs(diagram)).isGreaterThanOrEqualTo(perf).isPositive();
    }

    private static Coverage of(ObjectSpec object) {
        return Coverage.of(object, NO_KERNEL);
    }

    /// Every counter has another value.
    private static Bytes values(Coverage coverage) {
        Bytes values = Bytes.zeros(coverage.object().map(Coverage.MAP).valueSize());
        for (int i = 0; i < coverage.counters(); i++) {
            values = values.patched(i * 64, number(100 + i));
        }
        return values;
    }

    private static Bytes number(long number) {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        return Bytes.copyOf(buffer.putLong(number).flip());
    }
}
