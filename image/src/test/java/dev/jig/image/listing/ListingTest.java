// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.image.CompiledDiagramTest;
import dev.jig.image.document.JsonPath;
import dev.jig.image.document.JsonText;
import dev.jig.image.document.Node;
import dev.jig.object.ObjectSpec;
import dev.jig.object.insn.CoreKind;
import dev.jig.object.insn.CoreRecord;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.SourceLine;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ListingTest {
    private static final ObjectSpec OBJECT = CompiledDiagramTest.compiled("listing");
    private static final Listing LISTING = Listing.of(OBJECT, OBJECT.program("listed"));

    /// Whatever clang makes of the code, the source and the names are there, in this order.
    @Test
    void showsSourceNamesAndRelocations() {
        assertThat(ListingText.full().of(LISTING).lines().map(String::strip))
                .startsWith("listed:")
                .containsSubsequence(
                        "; __u32 tgid = task->tgid; @ ./image/src/test/c/listing.bpf.c:30",
                        "; if (tgid == wanted[1]) @ ./image/src/test/c/listing.bpf.c:32",
                        "; return forget(tgid); @ ./image/src/test/c/listing.bpf.c:34",
                        "forget:",
                        "; return bpf_map_delete_elem(&seen, &key);"
                                + " @ ./image/src/test/c/listing.bpf.c:24")
                .anyMatch(line ->
                        line.matches(
                                "\\d+: r1 = \\*\\(u32 \\*\\)\\(r1 \\+4\\) +"
                                        + "; CO-RE byte offset of task_struct.tgid"))
                .anyMatch(line -> line.matches("\\d+: r\\d = map\\[.rodata]\\[0]\\+4 +; wanted"))
                .anyMatch(line -> line.matches("\\d+: r1 = map\\[seen]"))
                .anyMatch(line -> line.matches("\\d+: call bpf_map_delete_elem#3"));
    }

    @Test
    void namesTheSlotAJumpGoesTo() {
        assertThat(LISTING.lines())
                .filteredOn(Listing.Line.Code.class::isInstance)
                .map(Listing.Line.Code.class::cast)
                .anySatisfy(code -> {
                    assertThat(code.text()).contains("goto pc+1");
                    assertThat(code.remarks())
                            .containsExactly(new Listing.Remark.Jump(code.slot() + 2));
                });
    }

    @Test
    void leavesOutRelocationsIfAskedTo() {
        assertThat(ListingText.unrelocated().of(LISTING))
                .doesNotContain("CO-RE")
                .contains("wanted");
    }

    @Test
    void showsBytesIfAskedTo() {
        assertThat(ListingText.full().withBytes(true).of(LISTING))
                .contains(": 85 00 00 00 03 00 00 00  call bpf_map_delete_elem#3\n")
                .contains(": 18 11 00 00 00 00 00 00  r1 = map[seen]\n")
                .contains("\n        00 00 00 00 00 00 00 00\n");
    }

    @Test
    void isADocumentToo() {
        Node node = ListingNode.of(LISTING);
        assertThat(found(node, "$[?@.text=='call bpf_map_delete_elem#3'].bytes"))
                .isEqualTo("[\"8500000003000000\"]");
        assertThat(found(node, "$[?@.relocation].relocation"))
                .isEqualTo("[\"CO-RE byte offset of task_struct.tgid\"]");
        assertThat(found(node, "$[?@.function].function")).isEqualTo("[\"listed\",\"forget\"]");
        assertThat(found(node, "$[?@.source.line==32].source.text"))
                .contains("if (tgid == wanted[1])");
    }

    @Test
    void damageIsSaidAndNoControlCharacterShown() {
        SourceLine line = new SourceLine("a\033.c", "\tx\007\ty", 1, 1, 0, 0);
        Instruction damaged =
                new Instruction(
                        0xb7,
                        1,
                        0,
                        0,
                        0,
                        null,
                        line,
                        null,
                        new CoreRecord(CoreKind.FIELD_BYTE_OFFSET, 12345, "0:9:9"),
                        "a\nb");
        var program = OBJECT.program("listed").withInstructions(List.of(damaged));
        assertThat(ListingText.full().of(Listing.of(OBJECT, program)))
                .startsWith("  ; x? y @ a?.c:1\n")
                .contains("FIELD_BYTE_OFFSET of no type there is: ")
                .endsWith(", a?b\n");
    }

    private static String found(Node node, String path) {
        return JsonText.compact(new Node.Items(JsonPath.parse(path).find(node)));
    }
}
