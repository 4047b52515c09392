// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.info;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.image.CompiledDiagramTest;
import dev.jig.image.Flowchart;
import dev.jig.image.SequenceDiagram;
import dev.jig.image.document.JsonPath;
import dev.jig.image.document.JsonText;
import dev.jig.image.document.Node;
import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramKind;
import dev.jig.object.ProgramSpec;
import dev.jig.object.VariableSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.insn.FunctionStart;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import dev.jig.object.insn.SourceLine;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExtraInfoTest {
    private static final ObjectSpec RULES = CompiledDiagramTest.compiled("diagram_rules");

    @Test
    void hasTheKeysThatInspektorGadgetHas() {
        assertThat(ExtraInfo.keys())
                .containsExactly(
                        "ebpf.flowchart",
                        "ebpf.sequence",
                        "ebpf.maps",
                        "ebpf.programs",
                        "ebpf.sections",
                        "ebpf.variables");
        assertThat(ExtraInfo.ofImages("oci.digest")).isTrue();
        assertThat(ExtraInfo.ofImages("ebpf.maps")).isFalse();
    }

    @Test
    void diagramsAreTexts() {
        assertThat(ExtraInfo.FLOWCHART.described(RULES))
                .isEqualTo(
                        Node.members()
                                .put("contentType", "text/mermaid")
                                .put("content", Flowchart.of(RULES))
                                .build());
        assertThat(ExtraInfo.SEQUENCE.content(RULES))
                .isEqualTo(Node.text(SequenceDiagram.of(RULES)));
    }

    @Test
    void mapsAreSortedAndWithoutConstantsAndZeroedVariables() {
        assertThat(found(ExtraInfo.MAPS, "$[*].Name"))
                .isEqualTo(
                        "[\".data\",\"never\",\"outer\",\"perf\",\"pinned\",\"plain\",\"ring\"]");
        assertThat(found(ExtraInfo.MAPS, "$[*].Type"))
                .isEqualTo(
                        "[\"Array\",\"Hash\",\"ArrayOfMaps\",\"PerfEventArray\",\"Hash\",\"Hash\","
                                + "\"RingBuf\"]");
        assertThat(found(ExtraInfo.MAPS, "$[?@.Pinned==true]"))
                .isEqualTo(
                        "[{\"Name\":\"pinned\",\"Type\":\"Hash\",\"KeySize\":4,\"ValueSize\":8,"
                                + "\"MaxEntries\":8,\"Flags\":0,\"Pinned\":true}]");
        assertThat(found(ExtraInfo.MAPS, "$[?@.Name=='outer'].Inner.Type"))
                .isEqualTo("[\"Array\"]");
    }

    @Test
    void variablesSayWhereTheyAre() {
        assertThat(found(ExtraInfo.VARIABLES, "$[?@.Name=='constant']"))
                .isEqualTo("[{\"Name\":\"constant\",\"Offset\":0,\"Size\":4,\"Map\":\".rodata\"}]");
        assertThat(found(ExtraInfo.VARIABLES, "$[*].Map"))
                .contains("\".data\"", "\".bss\"", "\".rodata\"");
    }

    @Test
    void sectionsAreThoseOfTheFile() {
        assertThat(ExtraInfo.SECTIONS.content(RULES)).isEqualTo(Node.texts(RULES.sections()));
        assertThat(found(ExtraInfo.SECTIONS, "$[*]"))
                .contains("kprobe/any name: really, any", "?raw_tp/never_loaded", ".maps");
    }

    /// The whole document, of an object that no compiler had a hand in.
    @Test
    void programsHaveTheirCode() {
        String code =
                """
                p:
                  ; use(&m); @ a.c:7
                     0: r1 = map[m]
                     2: call bpf_map_lookup_elem#1
                     3: r2 = map[.rodata][0]+2                  ; limit+2
                     5: exit
                """;
        assertThat(ExtraInfo.PROGRAMS.content(handmade()))
                .isEqualTo(
                        new Node.Items(
                                List.of(
                                        Node.members()
                                                .put("Name", "p")
                                                .put("Section", "kprobe/do_exit")
                                                .put("Type", "kprobe")
                                                .put("Target", "do_exit")
                                                .put("Instructions", 6)
                                                .put("Source", code)
                                                .put("SourceWithRelocation", code)
                                                .build())));
    }

    private static ObjectSpec handmade() {
        SourceLine line = new SourceLine("a.c", "use(&m);", 7, 2, 0, 0);
        Instruction load =
                new Instruction(
                        Instruction.WIDE_LOAD,
                        1,
                        1,
                        0,
                        0,
                        new FunctionStart("p", 0),
                        line,
                        new Reference.ToMap("m"),
                        null,
                        null);
        Instruction data =
                Instruction.of(Instruction.WIDE_LOAD, 2, 2, 0, 0)
                        .withReference(new Reference.ToData(".rodata", 2));
        List<Instruction> code =
                List.of(
                        load,
                        Instruction.of(Instruction.CALL, 0, 0, 0, 1),
                        data,
                        Instruction.of(0x95, 0, 0, 0, 0));
        ProgramSpec program =
                new ProgramSpec(
                        "p", "kprobe/do_exit", ProgramKind.KPROBE, "do_exit", true, "GPL", code);
        Map<String, MapSpec> maps = new LinkedHashMap<>();
        maps.put("m", MapSpec.of("m", MapType.HASH, 4, 8, 16));
        maps.put(".rodata", MapSpec.of(".rodata", MapType.ARRAY, 4, 8, 1));
        return new ObjectSpec(
                ByteOrder.LITTLE_ENDIAN,
                "GPL",
                Btf.empty(ByteOrder.LITTLE_ENDIAN),
                maps,
                Map.of("p", program),
                Map.of("limit", new VariableSpec("limit", ".rodata", 0, 4, 0)),
                Map.of(),
                List.of());
    }

    private static String found(ExtraInfo info, String path) {
        List<Node> nodes = JsonPath.parse(path).find(info.content(RULES));
        return JsonText.compact(new Node.Items(nodes));
    }
}
