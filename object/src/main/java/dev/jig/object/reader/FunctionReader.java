// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.reader;

import dev.jig.object.btf.BtfText;
import dev.jig.object.elf.ElfRelocation;
import dev.jig.object.elf.ElfSection;
import dev.jig.object.insn.CoreKind;
import dev.jig.object.insn.CoreRecord;
import dev.jig.object.insn.FunctionStart;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.InstructionCodec;
import dev.jig.object.insn.SourceLine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decodes the functions of one section, in the order of their places, and gives each instruction
/// what the relocations and `.BTF.ext` say of its byte offset.
final class FunctionReader {
    private static final CoreKind[] CORE_KINDS = CoreKind.values();
    private static final String MISPLACED =
            "a relocation in section %s is not at an instruction's start";

    private final ObjectFile file;
    private final ElfSection section;
    private final BtfText text;
    private final ReferenceReader references;
    private final Cursor functions;
    private final Cursor lines;
    private final Cursor relocations;
    private final List<ElfRelocation> elfRelocations;
    private int nextElfRelocation;

    FunctionReader(
            ObjectFile file,
            ElfSection section,
            ExtInfo info,
            BtfText text,
            ReferenceReader references) {
        this.file = file;
        this.section = section;
        this.text = text;
        this.references = references;
        this.functions = new Cursor(info.functions().get(section.name()));
        this.lines = new Cursor(info.lines().get(section.name()));
        this.relocations = new Cursor(info.relocations().get(section.name()));
        this.elfRelocations = file.relocations(section);
    }

    /// Must be called for places in ascending order.
    Function read(FunctionTable.Place place) {
        ByteBuffer bytes = file.elf().bytes(section);
        ByteBuffer code = bytes.slice(place.start(), place.end() - place.start());
        List<Instruction> bare = InstructionCodec.decode(code.order(bytes.order()));
        List<Instruction> instructions = new ArrayList<>(bare.size());
        relocations.passOver(place.start());
        skipElfRelocations(place.start());
        long at = place.start();
        for (Instruction instruction : bare) {
            instructions.add(annotated(instruction, place, at));
            at += (long) instruction.slots() * InstructionCodec.SLOT;
        }
        requireAllUsed(place.end());
        return new Function(
                place.name(),
                section,
                place.symbol(),
                place.start(),
                List.copyOf(instructions),
                Function.callees(instructions));
    }

    private Instruction annotated(Instruction bare, FunctionTable.Place place, long at) {
        Instruction instruction = referring(bare, at);
        int function = functions.find(at);
        int line = lines.find(at);
        int relocation = relocations.find(at);
        if (at != place.start() && line < 0 && relocation < 0) {
            return instruction;
        }
        return new Instruction(
                instruction.opcode(),
                instruction.dst(),
                instruction.src(),
                instruction.offset(),
                instruction.imm(),
                at == place.start() ? start(place, function) : null,
                line < 0 ? null : line(line),
                instruction.reference(),
                relocation < 0 ? null : relocation(relocation),
                null);
    }

    private FunctionStart start(FunctionTable.Place place, int record) {
        return new FunctionStart(place.name(), record < 0 ? 0 : functions.word(record, 1));
    }

    private SourceLine line(int record) {
        int fileName = lines.word(record, 1);
        int source = lines.word(record, 2);
        int place = lines.word(record, 3);
        return new SourceLine(
                text.at(fileName),
                text.at(source),
                ExtInfo.line(place),
                ExtInfo.column(place),
                fileName,
                source);
    }

    private CoreRecord relocation(int record) {
        int kind = relocations.word(record, 3);
        file.require(
                kind >= 0 && kind < CORE_KINDS.length,
                "a CO-RE record is of the unknown kind %d",
                kind);
        return new CoreRecord(
                CORE_KINDS[kind],
                relocations.word(record, 1),
                text.at(relocations.word(record, 2)));
    }

    private Instruction referring(Instruction instruction, long at) {
        long next = nextElfOffset();
        file.require(next >= at, MISPLACED, section.name());
        return next == at
                ? references.relocated(instruction, elfRelocations.get(nextElfRelocation++))
                : references.unrelocated(instruction, section, at);
    }

    private long nextElfOffset() {
        return nextElfRelocation == elfRelocations.size()
                ? Long.MAX_VALUE
                : elfRelocations.get(nextElfRelocation).offset();
    }

    /// Passes over those between functions.
    private void skipElfRelocations(long before) {
        while (nextElfOffset() < before) {
            nextElfRelocation++;
        }
    }

    /// A correction left over points into an instruction or at one twice. To ignore it would be to
    /// run a wrong program.
    private void requireAllUsed(long end) {
        file.require(
                nextElfOffset() >= end && relocations.skipped() == 0 && relocations.noneBefore(end),
                MISPLACED,
                section.name());
    }

    /// Walks records by ascending offset.
    private static final class Cursor {
        private final ExtRecords records;
        private int next;
        private int skipped;

        Cursor(@Nullable ExtRecords records) {
            this.records = records == null ? ExtRecords.NONE : records;
        }

        /// The index of the record at an offset, -1 if there is none.
        int find(long offset) {
            while (next < records.count() && records.offset(next) < offset) {
                next++;
                skipped++;
            }
            return next < records.count() && records.offset(next) == offset ? next++ : -1;
        }

        /// Records between functions do not matter.
        void passOver(long before) {
            find(before - 1);
            skipped = 0;
        }

        int word(int record, int word) {
            return records.word(record, word);
        }

        int skipped() {
            return skipped;
        }

        boolean noneBefore(long end) {
            return next == records.count() || records.offset(next) >= end;
        }
    }
}
