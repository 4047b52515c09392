// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import static java.util.Objects.requireNonNull;

import dev.jig.object.ProgramSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.insn.CoreRecord;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.SourceLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Relocates one program: collects its records, decides by local type, corrects the instructions.
/// Most programs are relocated by a JVM that has just started, so that the loops over instructions
/// touch few objects.
final class ProgramRelocation {
    private final CoreRelocator relocator;
    private final Btf local;
    private final ProgramSpec program;
    private final Instruction[] instructions;

    /// In the places of their instructions.
    private final @Nullable Relocation[] relocations;

    private final Map<Candidates, CandidateChoice> choices = new LinkedHashMap<>();

    /// The instruction being worked on, -1 if none is.
    private int current = -1;

    ProgramRelocation(CoreRelocator relocator, Btf local, ProgramSpec program) {
        this.relocator = relocator;
        this.local = local;
        this.program = program;
        this.instructions = program.instructions().toArray(Instruction[]::new);
        this.relocations = new Relocation[instructions.length];
    }

    ProgramSpec run() {
        try {
            collect();
            decide();
            return choices.isEmpty() ? program : program.withInstructions(corrected());
        } catch (CoreRelocationException e) {
            throw new CoreRelocationException(
                    "relocate program %s%s: %s".formatted(program.name(), place(), e.getMessage()));
        }
    }

    /// Where the work has got to: `, slot 12 (exec.bpf.c:33)`.
    private String place() {
        if (current < 0) {
            return "";
        }
        int slot = 0;
        String line = "";
        for (int index = 0; index <= current; index++) {
            SourceLine source = instructions[index].line();
            line = source == null ? line : " (%s:%d)".formatted(source.file(), source.line());
            slot += index < current ? instructions[index].slots() : 0;
        }
        return ", slot %d%s".formatted(slot, line);
    }

    private void collect() {
        for (current = 0; current < instructions.length; current++) {
            CoreRecord record = instructions[current].relocation();
            if (record != null) {
                Relocation relocation = relocator.relocation(record);
                choices.computeIfAbsent(relocation.candidates(), _ -> new CandidateChoice())
                        .add(relocation);
                relocations[current] = relocation;
            }
        }
        current = -1;
    }

    /// Modules are searched only for names of which vmlinux has no full match, be it in a flavour:
    /// kernels have a hundred modules and more.
    private void decide() {
        Set<String> complete = new HashSet<>();
        choices.forEach((candidates, choice) -> {
            choice.weigh(candidates.near());
            if (choice.complete()) {
                complete.add(candidates.name());
            }
        });
        choices.forEach((candidates, choice) -> {
            if (!complete.contains(candidates.name())) {
                choice.weigh(candidates.far());
            }
            choice.requireUnambiguous(local);
        });
    }

    private List<Instruction> corrected() {
        Instruction[] corrected = instructions.clone();
        boolean shorter = false;
        for (current = 0; current < instructions.length; current++) {
            Relocation relocation = relocations[current];
            if (relocation != null) {
                corrected[current] = corrected(instructions[current], relocation);
                shorter |= corrected[current].slots() < instructions[current].slots();
            }
        }
        return shorter ? filledUp(corrected) : Arrays.asList(corrected);
    }

    private Instruction corrected(Instruction instruction, Relocation relocation) {
        CandidateChoice choice = requireNonNull(choices.get(relocation.candidates()));
        return new InstructionPatch(local, instruction, relocation.record())
                .apply(choice.fixup(relocation));
    }

    /// A wide load that became a call is followed by a second one: jumps count slots.
    private List<Instruction> filledUp(Instruction[] corrected) {
        List<Instruction> filled = new ArrayList<>(corrected.length + 16);
        for (int index = 0; index < corrected.length; index++) {
            filled.add(corrected[index]);
            if (corrected[index].slots() < instructions[index].slots()) {
                filled.add(InstructionPatch.filler(corrected[index]));
            }
        }
        return filled;
    }
}
