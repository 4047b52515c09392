// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jig.object.CompiledObjects;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.insn.CoreKind;
import dev.jig.object.insn.CoreRecord;
import dev.jig.object.insn.FunctionStart;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.SourceLine;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CoreRelocatorTest {
    private static final Btf LOCAL = types("struct s { int a; int gone; };");
    private static final Btf KERNEL = types("struct other { int a; }; struct s { int x; int a; };");
    private static final int STRUCT_S = 1;

    private final AtomicInteger asked = new AtomicInteger();

    private static Btf types(String text) {
        return TypeNotation.parse(ByteOrder.LITTLE_ENDIAN, text);
    }

    private CoreTargets counted(Btf kernel, Btf... modules) {
        return new CoreTargets(
                kernel,
                () -> {
                    asked.incrementAndGet();
                    return List.of(modules);
                },
                List.of());
    }

    private static Instruction wide(CoreKind kind, String access, long held) {
        return CoreCase.withRecord(
                Instruction.of(Instruction.WIDE_LOAD, 3, 0, 0, held),
                new CoreRecord(kind, STRUCT_S, access));
    }

    @Test
    void leavesProgramsWithoutRecordsAlone() {
        ProgramSpec program = CoreCase.program(List.of(Instruction.of(0x95, 0, 0, 0, 0)));

        assertThat(new CoreRelocator(LOCAL, counted(KERNEL)).relocate(program)).isSameAs(program);
        assertThat(asked).hasValue(0);
    }

    @Test
    void asksForModulesOnlyWhenVmlinuxLacksSomething() {
        CoreRelocator relocator = new CoreRelocator(LOCAL, counted(KERNEL));
        relocator.relocate(CoreCase.program(List.of(wide(CoreKind.FIELD_BYTE_OFFSET, "0:0", 0))));
        assertThat(asked).hasValue(0);

        ProgramSpec lacking = CoreCase.program(List.of(wide(CoreKind.FIELD_EXISTS, "0:1", 1)));
        relocator.relocate(lacking);
        relocator.relocate(lacking);
        assertThat(asked).hasValue(1);
    }

    @Test
    void takesOnlyAModulesOwnTypesForAModules() {
        Btf module = Btf.parseSplit(types("").bytes().order(ByteOrder.LITTLE_ENDIAN), KERNEL);
        ProgramSpec program = CoreCase.program(List.of(wide(CoreKind.TARGET_TYPE_ID, "0", 1)));
        Btf changed = types("struct s { char *a; };");
        CoreRelocator relocator = new CoreRelocator(LOCAL, counted(KERNEL, module, changed));

        assertThat(relocator.relocate(program).instructions())
                .extracting(Instruction::imm)
                .containsExactly(3L);
    }

    /// A jump over a poisoned wide load counts two slots.
    @Test
    void keepsEverySlotInItsPlace() {
        SourceLine line = new SourceLine("a.c", "x = s->gone;", 7, 1, 0, 0);
        CoreRecord record = new CoreRecord(CoreKind.FIELD_BYTE_OFFSET, STRUCT_S, "0:1");
        Instruction load =
                new Instruction(
                        Instruction.WIDE_LOAD,
                        3,
                        0,
                        0,
                        4,
                        new FunctionStart("f", 9),
                        line,
                        null,
                        record,
                        null);
        List<Instruction> code =
                List.of(
                        load,
                        Instruction.of(0x05, 0, 0, 2, 0),
                        wide(CoreKind.FIELD_BYTE_OFFSET, "0:1", 4),
                        Instruction.of(0x95, 0, 0, 0, 0));
        ProgramSpec program = CoreCase.program(code);

        ProgramSpec after = new CoreRelocator(LOCAL, counted(KERNEL)).relocate(program);

        String note = "field gone of struct s does not exist on this kernel";
        Instruction call = Instruction.of(Instruction.CALL, 0, 0, 0, 0xbad2310).withNote(note);
        Instruction first =
                new Instruction(
                        Instruction.CALL,
                        0,
                        0,
                        0,
                        0xbad2310,
                        load.function(),
                        line,
                        null,
                        record,
                        note);
        assertThat(after.slots()).isEqualTo(program.slots());
        assertThat(after.instructions())
                .containsExactly(
                        first,
                        call,
                        code.get(1),
                        CoreCase.withRecord(
                                        Instruction.of(Instruction.CALL, 0, 0, 0, 0xbad2310),
                                        record)
                                .withNote(note),
                        call,
                        code.get(3));
    }

    @Test
    void saysWhereARecordDoesNotFit() {
        SourceLine line = new SourceLine("a.c", "x", 7, 1, 0, 0);
        Instruction noted = new Instruction(0xb7, 1, 0, 0, 0, null, line, null, null, null);
        List<Instruction> code = List.of(noted, wide(CoreKind.FIELD_BYTE_OFFSET, "0:0", 3));

        assertThatExceptionOfType(CoreRelocationException.class)
                .isThrownBy(() ->
                        new CoreRelocator(LOCAL, counted(KERNEL)).relocate(CoreCase.program(code)))
                .withMessage(
                        "relocate program p, slot 1 (a.c:7): byte offset of s.a: the instruction"
                                + " (operation 0x18) holds 3 where the object's own types say 0");
    }

    @Test
    void servesSeveralThreads() throws InterruptedException, ExecutionException {
        ObjectSpec object = CompiledObjects.read("core_read");
        ObjectSpec target = CompiledObjects.read("core_read_target");
        List<ProgramSpec> expected = relocated(object, target);
        CoreRelocator shared = new CoreRelocator(object.btf(), CoreTargets.of(target.btf()));
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<ProgramSpec>>> results = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                results.add(
                        threads.submit(() ->
                                object.programs().values().stream()
                                        .map(shared::relocate)
                                        .toList()));
            }
            for (Future<List<ProgramSpec>> result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
        }
    }

    private static List<ProgramSpec> relocated(ObjectSpec object, ObjectSpec target) {
        return object.programs().values().stream()
                .map(program ->
                        new CoreRelocator(object.btf(), CoreTargets.of(target.btf()))
                                .relocate(program))
                .toList();
    }
}
