// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.metadata.GadgetMetadata;
import dev.jig.image.CompiledDiagramTest;
import dev.jig.image.memory.MapMemory;
import dev.jig.object.MapType;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.insn.Instruction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GadgetDiffTest {
    private static final MapMemory MEMORY = new MapMemory(4, 4096);
    private static final ObjectSpec RULES = CompiledDiagramTest.compiled("diagram_rules");

    @Test
    void ofTheSameIsNothing() {
        assertThat(diff(RULES, RULES).changes()).isEmpty();
    }

    @Test
    void tellsWhatBecameOfAMap() {
        ObjectSpec grown = RULES.withMap(RULES.map("plain").withMaxEntries(4096));
        assertThat(diff(RULES, grown).changes())
                .extracting(Change::section, Change::name, Change::fact)
                .containsExactly(
                        tuple("gadget", "gadget", "memory"),
                        tuple("maps", "plain", "entries"),
                        tuple("maps", "plain", "memory"));
        ObjectSpec retyped = RULES.withMap(RULES.map("plain").retyped(MapType.LRU_HASH, 4, 8, 8));
        assertThat(diff(RULES, retyped).changes())
                .contains(new Change("maps", "plain", "type", "hash", "lru_hash"));
    }

    @Test
    void tellsWhatBecameOfProgramsAndEdges() {
        ObjectSpec without = RULES.withoutProgram("events");
        List<Change> changes = diff(RULES, without).changes();
        assertThat(changes)
                .extracting(Change::section, Change::name, Change::kind)
                .containsExactly(
                        tuple("programs", "events", Change.Kind.REMOVED),
                        tuple("edges", "events EventOutput perf", Change.Kind.REMOVED));
        assertThat(diff(without, RULES).changes())
                .extracting(Change::kind)
                .containsOnly(Change.Kind.ADDED);
    }

    /// A constant that changes leaves the length of the code as it was.
    @Test
    void tellsThatCodeChanged() {
        ProgramSpec program = RULES.program("a_first_by_name");
        List<Instruction> code = new ArrayList<>(program.instructions());
        code.set(0, code.getFirst().withOperands(0, 0, 1));
        List<Change> changes =
                diff(RULES, RULES.withProgram(program.withInstructions(code))).changes();
        assertThat(changes)
                .singleElement()
                .extracting(Change::name, Change::fact)
                .containsExactly("a_first_by_name", "code");
    }

    private static GadgetDiff diff(ObjectSpec before, ObjectSpec after) {
        return GadgetDiff.of(gadget(before), gadget(after), MEMORY);
    }

    private static GadgetSpec gadget(ObjectSpec object) {
        return GadgetSpec.of("g", object, GadgetMetadata.named("g"));
    }
}
