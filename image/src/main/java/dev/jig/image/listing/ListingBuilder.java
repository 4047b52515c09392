// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.listing;

import dev.jig.object.JigException;
import dev.jig.object.ObjectSpec;
import dev.jig.object.VariableSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.core.CoreWords;
import dev.jig.object.insn.CoreRecord;
import dev.jig.object.insn.Disassembler;
import dev.jig.object.insn.FunctionStart;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import dev.jig.object.insn.SourceLine;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Makes the lines of listings of one object. Not safe for use by several threads.
final class ListingBuilder {
    private static final int CLASS = 7;
    private static final int JUMP = 5;
    private static final int JUMP32 = 6;
    private static final int CALL = 0x80;
    private static final int EXIT = 0x90;

    private final Btf btf;
    private final ByteOrder order;
    private final Map<String, NavigableMap<Integer, VariableSpec>> variables = new HashMap<>();
    private final Map<CoreRecord, String> words = new HashMap<>();

    ListingBuilder(ObjectSpec object) {
        this(object.btf(), object.order());
        for (VariableSpec variable : object.variables().values()) {
            variables
                    .computeIfAbsent(variable.map(), _ -> new TreeMap<>())
                    .put(variable.offset(), variable);
        }
    }

    ListingBuilder(ByteOrder order) {
        this(Btf.empty(order), order);
    }

    private ListingBuilder(Btf btf, ByteOrder order) {
        this.btf = btf;
        this.order = order;
    }

    List<Listing.Line> lines(List<Instruction> instructions) {
        List<Listing.Line> lines = new ArrayList<>();
        int slot = 0;
        for (Instruction instruction : instructions) {
            add(instruction, slot, lines);
            slot += instruction.slots();
        }
        return lines;
    }

    private void add(Instruction instruction, int slot, List<Listing.Line> lines) {
        FunctionStart function = instruction.function();
        if (function != null) {
            lines.add(new Listing.Line.Function(function.name()));
        }
        SourceLine line = instruction.line();
        if (line != null) {
            lines.add(new Listing.Line.Source(line));
        }
        lines.add(
                new Listing.Line.Code(
                        slot,
                        instruction.encoded(order),
                        Disassembler.text(instruction),
                        remarks(instruction, slot)));
    }

    private List<Listing.Remark> remarks(Instruction instruction, int slot) {
        List<Listing.Remark> remarks = new ArrayList<>();
        if (jumps(instruction)) {
            remarks.add(new Listing.Remark.Jump(target(instruction, slot)));
        }
        if (instruction.reference() instanceof Reference.ToData(String map, int offset)) {
            variable(map, offset).map(Listing.Remark.Variable::new).ifPresent(remarks::add);
        }
        CoreRecord record = instruction.relocation();
        if (record != null) {
            String what = words.computeIfAbsent(record, this::describe);
            remarks.add(new Listing.Remark.Relocation("CO-RE " + what));
        }
        if (instruction.note() != null) {
            remarks.add(new Listing.Remark.Note(instruction.note()));
        }
        return remarks;
    }

    private static boolean jumps(Instruction instruction) {
        int kind = instruction.opcode() & CLASS;
        int operation = instruction.opcode() & 0xf0;
        return (kind == JUMP || kind == JUMP32) && operation != CALL && operation != EXIT;
    }

    /// The long jump has its distance in the constant.
    private static int target(Instruction instruction, int slot) {
        boolean far = (instruction.opcode() & (0xf0 | CLASS)) == JUMP32;
        return slot + 1 + (far ? (int) instruction.imm() : instruction.offset());
    }

    private Optional<String> variable(String map, int offset) {
        NavigableMap<Integer, VariableSpec> inMap = variables.get(map);
        Map.Entry<Integer, VariableSpec> entry = inMap == null ? null : inMap.floorEntry(offset);
        if (entry == null || offset - entry.getKey() >= Math.max(entry.getValue().size(), 1)) {
            return Optional.empty();
        }
        String name = entry.getValue().name();
        int inside = offset - entry.getKey();
        return Optional.of(inside == 0 ? name : name + "+" + inside);
    }

    private String describe(CoreRecord record) {
        try {
            return CoreWords.describe(btf, record);
        } catch (JigException damaged) {
            return record.kind() + " of no type there is: " + damaged.getMessage();
        }
    }
}
