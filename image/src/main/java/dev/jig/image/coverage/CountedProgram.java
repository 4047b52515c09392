// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.coverage;

import dev.jig.image.Edge;
import dev.jig.object.Bytes;
import dev.jig.object.JigException;
import dev.jig.object.ProgramSpec;
import dev.jig.object.flow.CodeLayout;
import dev.jig.object.flow.Insertion;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// A program with counters.
///
/// @param program with code that counts; as it was if it cannot be counted
/// @param edges what may be counted
/// @param offsets in the map, by slot of the call in the program as it was
/// @param failure why it cannot be counted, `""` if it can
record CountedProgram(
        ProgramSpec program,
        List<Edge> edges,
        NavigableMap<Integer, Integer> offsets,
        String failure) {
    /// A line of the cache each, so that processors that count different calls do not wait for each
    /// other.
    static final int STRIDE = 64;

    /// What each counter adds to a program.
    static final int SLOTS = 4;

    /// @param first how many counters others have
    static CountedProgram of(ProgramSpec program, CoveredEdges edges, int first) {
        try {
            return counted(program, edges.find(), first);
        } catch (JigException e) {
            String reason = String.valueOf(e.getMessage());
            return new CountedProgram(program, List.of(), new TreeMap<>(), reason);
        }
    }

    private static CountedProgram counted(ProgramSpec program, List<Edge> edges, int first) {
        NavigableMap<Integer, Integer> offsets = new TreeMap<>();
        edges.stream()
                .flatMap(edge -> edge.sites().stream())
                .forEach(site -> offsets.put(site.slot(), 0));
        int next = first;
        for (var offset : offsets.entrySet()) {
            offset.setValue(STRIDE * next++);
        }
        return new CountedProgram(inserted(program, offsets), edges, offsets, "");
    }

    private static ProgramSpec inserted(ProgramSpec program, Map<Integer, Integer> offsets) {
        CodeLayout layout = new CodeLayout(program);
        Map<Integer, List<Instruction>> following = new TreeMap<>();
        for (int i = 0; i < layout.size(); i++) {
            Integer offset = offsets.get(layout.slot(i));
            if (offset != null) {
                following.put(i, counting(offset));
            }
        }
        return Insertion.of(program, following);
    }

    /// Registers 1 to 5 hold nothing after a call.
    static List<Instruction> counting(int offset) {
        return List.of(
                Instruction.of(Instruction.WIDE_LOAD, 1, 0, 0, 0)
                        .withReference(new Reference.ToData(Coverage.MAP, offset)),
                Instruction.of(0xb7, 2, 0, 0, 1), // r2 = 1
                Instruction.of(0xdb, 1, 2, 0, 0)); // lock *(u64 *)(r1 + 0) += r2
    }

    String name() {
        return program.name();
    }

    int counters() {
        return offsets.size();
    }

    long counts(Bytes values) {
        return offsets.values().stream().mapToLong(offset -> at(values, offset)).sum();
    }

    private static long at(Bytes values, int offset) {
        return values.buffer(ByteOrder.nativeOrder()).getLong(offset);
    }

    List<Edge> edges(Bytes values) {
        return edges.stream()
                .map(edge -> edge.counted(slot -> at(values, offsets.getOrDefault(slot, 0))))
                .toList();
    }
}
