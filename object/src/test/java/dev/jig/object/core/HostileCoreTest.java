// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.object.CompiledObjects;
import dev.jig.object.JigException;
import dev.jig.object.ObjectReader;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfBuilder;
import dev.jig.object.btf.BtfType;
import dev.jig.object.btf.BtfType.Member;
import dev.jig.object.btf.BtfType.Parameter;
import dev.jig.object.insn.CoreKind;
import dev.jig.object.insn.CoreRecord;
import dev.jig.object.insn.Instruction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Damaged types and records end in our exceptions or in a relocated program, soon.
class HostileCoreTest {
    private static final int ROUNDS = 200 * Integer.getInteger("jig.effort", 1);

    @ParameterizedTest
    @ValueSource(strings = {"core_read", "core_read.eb"})
    void survivesDamagedObjects(String name) {
        byte[] file = CompiledObjects.bytes(name);
        Btf target = CompiledObjects.read(name.replace("read", "read_target")).btf();
        Random random = new Random(name.hashCode());
        Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> {
                    int relocated = 0;
                    for (int round = 0; round < ROUNDS; round++) {
                        byte[] damaged = damaged(file, random);
                        relocated += relocates(damaged, target) ? 1 : 0;
                    }
                    assertThat(relocated).isPositive();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"core_read", "core_read.eb"})
    void survivesDamagedTargets(String name) {
        ObjectSpec object = CompiledObjects.read(name);
        ByteBuffer bytes = CompiledObjects.read(name.replace("read", "read_target")).btf().bytes();
        byte[] types = new byte[bytes.remaining()];
        bytes.get(types);
        Random random = new Random(name.hashCode());
        Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        byte[] damaged = damaged(types, random);
                        try {
                            relocate(object, Btf.parse(ByteBuffer.wrap(damaged)));
                        } catch (JigException e) {
                            assertThat(e.getMessage()).doesNotContain("\n");
                        }
                    }
                });
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        for (int flips = random.nextInt(1, 8); flips > 0; flips--) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    private static boolean relocates(byte[] file, Btf target) {
        try {
            ObjectSpec object = ObjectReader.read("hostile", file);
            relocate(object, target);
            relocate(object, object.btf());
            return true;
        } catch (JigException e) {
            assertThat(e.getMessage()).doesNotContain("\n");
            return false;
        }
    }

    private static void relocate(ObjectSpec object, Btf target) {
        CoreRelocator relocator = new CoreRelocator(object.btf(), CoreTargets.of(target));
        for (ProgramSpec program : object.programs().values()) {
            assertThat(relocator.relocate(program).slots()).isEqualTo(program.slots());
        }
    }

    private static final int LEVELS = 30;

    /// Each level holds the next one several times: a search that does not remember where it was
    /// takes forever.
    private static Btf nested(boolean named) {
        BtfBuilder builder = new BtfBuilder(ByteOrder.LITTLE_ENDIAN);
        int inner = builder.add(new BtfType.Int("int", 4, 32, 0, true, false, false));
        for (int level = 0; level < LEVELS; level++) {
            List<Member> members =
                    new ArrayList<>(Collections.nCopies(4, new Member("", inner, 0, 0)));
            if (named) {
                members.add(new Member("x" + level, 1, 0, 0));
            }
            String name = level == LEVELS - 1 ? "s" : "";
            inner = builder.add(new BtfType.Union(name, 4, members));
        }
        return Btf.parse(builder.build().buffer(ByteOrder.LITTLE_ENDIAN));
    }

    private static Btf prototypes(String parameter) {
        BtfBuilder builder = new BtfBuilder(ByteOrder.LITTLE_ENDIAN);
        int inner = builder.add(new BtfType.Int(parameter, 4, 32, 0, true, false, false));
        for (int level = 0; level < LEVELS / 2; level++) {
            List<Parameter> parameters = Collections.nCopies(9, new Parameter("", inner));
            int prototype = builder.add(new BtfType.Prototype(inner, parameters));
            inner = builder.add(new BtfType.Pointer(prototype));
        }
        builder.add(new BtfType.Typedef("s", inner));
        return Btf.parse(builder.build().buffer(ByteOrder.LITTLE_ENDIAN));
    }

    private static Instruction relocated(Btf local, Btf target, CoreKind kind, String access) {
        CoreRecord record = new CoreRecord(kind, local.typeCount() - 1, access);
        Instruction mov = CoreCase.withRecord(Instruction.of(0xb7, 1, 0, 0, 1), record);
        return new CoreRelocator(local, CoreTargets.of(target))
                .relocate(CoreCase.program(List.of(mov)))
                .instructions()
                .getFirst();
    }

    @Test
    void findsItsWayThroughRepeatedNesting() {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> {
                    Btf named = nested(true);
                    Btf unnamed = nested(false);
                    assertThat(relocated(named, unnamed, CoreKind.FIELD_EXISTS, "0:4").imm())
                            .isZero();
                    assertThat(relocated(named, unnamed, CoreKind.TYPE_MATCHES, "0").imm())
                            .isZero();
                    assertThat(relocated(unnamed, named, CoreKind.TYPE_MATCHES, "0").imm()).isOne();
                    Btf functions = prototypes("int");
                    assertThat(relocated(functions, functions, CoreKind.TYPE_EXISTS, "0").imm())
                            .isOne();
                    assertThat(
                                    relocated(
                                                    functions,
                                                    prototypes("i"),
                                                    CoreKind.TYPE_MATCHES,
                                                    "0")
                                            .imm())
                            .isZero();
                });
    }
}
