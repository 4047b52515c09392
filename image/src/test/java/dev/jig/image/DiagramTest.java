// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramKind;
import dev.jig.object.ProgramSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import dev.jig.object.insn.SourceLine;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class DiagramTest {
    private static final int MOVE = 0xbf;
    private static final int LOOKUP = 1;
    private static final int UPDATE = 2;
    private static final int DELETE = 3;
    private static final int PERF_EVENT_OUTPUT = 25;
    private static final int RINGBUF_OUTPUT = 130;

    @Test
    void joinsLookupUpdateAndDeleteWhateverTheirOrder() {
        ObjectSpec object =
                object(
                        maps("b", "a"),
                        program("p", load(1, "b"), call(DELETE), call(UPDATE), call(LOOKUP)));
        assertThat(Flowchart.of(object))
                .isEqualTo(
                        """
                        flowchart LR
                        a[("a")]
                        b[("b")]
                        p -- "Lookup+Update+Delete" --> b
                        p["p"]
                        """);
        assertThat(SequenceDiagram.of(object))
                .isEqualTo(
                        """
                        sequenceDiagram
                        box eBPF Programs
                        participant p
                        end
                        box eBPF Maps
                        participant b
                        end
                        p->>b: Delete
                        p->>b: Update
                        p->>b: Lookup
                        """);
    }

    @Test
    void joinsAtThePlaceOfTheFirstUse() {
        ObjectSpec object =
                object(
                        maps("a", "b"),
                        program(
                                "p",
                                load(1, "a"),
                                call(LOOKUP),
                                load(1, "b"),
                                call(LOOKUP),
                                load(1, "a"),
                                call(DELETE)));
        assertThat(Flowchart.of(object))
                .contains("p -- \"Lookup+Delete\" --> a\np -- \"Lookup\" --> b\np[\"p\"]");
    }

    @Test
    void programsStandInOrderOfNameAndAnIdleOneHasNoEdge() {
        ObjectSpec object =
                object(
                        maps("m"),
                        program("z", load(1, "m"), call(LOOKUP)),
                        program("idle", call(RINGBUF_OUTPUT)));
        assertThat(Flowchart.of(object))
                .endsWith("idle[\"idle\"]\nz -- \"Lookup\" --> m\nz[\"z\"]\n");
        assertThat(SequenceDiagram.of(object)).contains("participant idle\nparticipant z\nend\n");
    }

    @Test
    void perfOutputTakesTheMapFromTheSecondRegister() {
        ProgramSpec program =
                program("p", load(1, "wrong"), load(2, "events"), call(PERF_EVENT_OUTPUT));
        assertThat(Interaction.of(program))
                .containsExactly(new Interaction("p", "events", MapUse.EVENT_OUTPUT));
    }

    @Test
    void repeatedUsesCountOnce() {
        ProgramSpec program =
                program("p", load(1, "m"), call(LOOKUP), call(LOOKUP), load(1, "m"), call(LOOKUP));
        assertThat(Interaction.of(program)).hasSize(1);
    }

    @Test
    void aHelperWithoutAKnownMapIsNoInteraction() {
        assertThat(Interaction.of(program("p", call(LOOKUP)))).isEmpty();
    }

    /// A map that comes to a register from another one is not seen there.
    @Test
    void theLastSymbolLoadedIntoTheRegisterCounts() {
        ProgramSpec program =
                program(
                        "p",
                        load(6, "kept"),
                        copy(1, 6),
                        call(LOOKUP),
                        load(1, "old"),
                        copy(1, 6),
                        call(DELETE),
                        load(1, ".rodata"),
                        copy(1, 6),
                        call(UPDATE));
        assertThat(Interaction.of(program))
                .containsExactly(
                        new Interaction("p", "old", MapUse.DELETE),
                        new Interaction("p", ".rodata", MapUse.UPDATE));
    }

    @Test
    void constantsAndZeroedVariablesAreNotDrawn() {
        ObjectSpec object =
                object(
                        maps(".rodata", ".bss", ".data", ".kconfig"),
                        program("p", load(1, ".bss"), call(LOOKUP)));
        assertThat(Flowchart.of(object)).isEqualTo("flowchart LR\n.data[(\".data\")]\np[\"p\"]\n");
        assertThat(SequenceDiagram.of(object)).contains("box eBPF Maps\nend\n");
    }

    @Test
    void whatIsNotAlwaysDoneIsDottedAndWhatWasCountedCarriesItsCount() {
        Interaction lookup = new Interaction("p", "m", MapUse.LOOKUP);
        Interaction delete = new Interaction("p", "m", MapUse.DELETE);
        Interaction push = new Interaction("p", "q", MapUse.PUSH);
        Diagram diagram =
                new Diagram(
                        List.of("m", "q"),
                        List.of(
                                new Diagram.Part(
                                        "p",
                                        List.of(
                                                edge(delete, false, OptionalLong.of(7)),
                                                edge(push, false, OptionalLong.empty()),
                                                edge(lookup, true, OptionalLong.of(12))))));
        assertThat(Flowchart.of(diagram))
                .isEqualTo(
                        """
                        flowchart LR
                        m[("m")]
                        q[("q")]
                        p -- "Lookup 12+Delete 7" --> m
                        p -. "Push" .-> q
                        p["p"]
                        """);
        assertThat(SequenceDiagram.of(diagram))
                .endsWith("p-->>m: Delete 7\np-->>q: Push\np->>m: Lookup 12\n");
    }

    private static Edge edge(Interaction interaction, boolean always, OptionalLong times) {
        return new Edge(interaction, List.of(), always, null, times);
    }

    @Test
    void everyCallOfAHelperIsASite() {
        SourceLine line = new SourceLine("a.c", "x();", 3, 1, 0, 0);
        Instruction first = load(1, "m");
        Instruction lined =
                new Instruction(
                        first.opcode(), 1, 1, 0, 0, null, line, first.reference(), null, null);
        ProgramSpec program = program("p", lined, call(LOOKUP), load(1, "m"), call(LOOKUP));
        assertThat(Diagram.of(object(maps("m"), program)).programs().getFirst().edges())
                .singleElement()
                .extracting(Edge::sites)
                .isEqualTo(List.of(Edge.Site.possible(2, line), Edge.Site.possible(5, line)));
    }

    @Test
    void notesHoldBothDiagrams() {
        ObjectSpec object = object(maps("m"), program("p", load(1, "m"), call(LOOKUP)));
        assertThat(DeveloperNotes.of(object))
                .contains("### Flowchart\n\n```mermaid\n" + Flowchart.of(object) + "```\n")
                .endsWith("```mermaid\n" + SequenceDiagram.of(object) + "```\n");
    }

    private static Instruction load(int register, String map) {
        return Instruction.of(Instruction.WIDE_LOAD, register, 1, 0, 0)
                .withReference(new Reference.ToMap(map));
    }

    private static Instruction copy(int to, int from) {
        return Instruction.of(MOVE, to, from, 0, 0);
    }

    private static Instruction call(int helper) {
        return Instruction.of(Instruction.CALL, 0, 0, 0, helper);
    }

    private static ProgramSpec program(String name, Instruction... code) {
        return new ProgramSpec(name, "s", ProgramKind.TRACEPOINT, "", true, "GPL", List.of(code));
    }

    private static Map<String, MapSpec> maps(String... names) {
        Map<String, MapSpec> maps = new LinkedHashMap<>();
        for (String name : names) {
            maps.put(name, MapSpec.of(name, MapType.HASH, 4, 4, 1));
        }
        return maps;
    }

    private static ObjectSpec object(Map<String, MapSpec> maps, ProgramSpec... programs) {
        Map<String, ProgramSpec> byName = new LinkedHashMap<>();
        for (ProgramSpec program : programs) {
            byName.put(program.name(), program);
        }
        return new ObjectSpec(
                ByteOrder.LITTLE_ENDIAN,
                "GPL",
                Btf.empty(ByteOrder.LITTLE_ENDIAN),
                maps,
                byName,
                Map.of(),
                Map.of(),
                List.of());
    }
}
