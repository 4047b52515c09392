// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jig.object.CompiledObjects;
import dev.jig.object.ObjectReader;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.insn.CoreKind;
import dev.jig.object.insn.Instruction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Relocating an object for its own types changes nothing.
class CoreIdentityTest {
    /// Constants that the compiler computes by another load unit; whatever they are, a relocation
    /// replaces them together.
    private static final Set<CoreKind> OF_LOAD_UNITS =
            Set.of(CoreKind.FIELD_BYTE_OFFSET, CoreKind.FIELD_BYTE_SIZE, CoreKind.FIELD_LEFT_SHIFT);

    record Compiled(String name, ObjectSpec object) {
        @Override
        public String toString() {
            return name;
        }
    }

    /// Has flavours of one type that differ: for its own types it is ambiguous.
    private static final String FLAVOURED = "core_kernel";

    static List<Compiled> objects() throws IOException {
        List<Compiled> objects = new ArrayList<>();
        CompiledObjects.good().stream()
                .filter(name -> !name.equals(FLAVOURED))
                .forEach(name -> objects.add(new Compiled(name, CompiledObjects.read(name))));
        Path gadgets = Path.of(System.getProperty("jig.gadgets", "none"));
        if (Files.isDirectory(gadgets)) {
            try (Stream<Path> files = Files.walk(gadgets)) {
                for (Path file : files.filter(one -> one.toString().endsWith(".o")).toList()) {
                    String name = gadgets.relativize(file).toString();
                    objects.add(
                            new Compiled(name, ObjectReader.read(name, Files.readAllBytes(file))));
                }
            }
        }
        return objects;
    }

    @ParameterizedTest
    @MethodSource("objects")
    void changesNothing(Compiled compiled) {
        ObjectSpec object = compiled.object;
        CoreRelocator relocator = new CoreRelocator(object.btf(), CoreTargets.of(object.btf()));
        for (ProgramSpec program : object.programs().values()) {
            ProgramSpec after = relocator.relocate(program);

            assertThat(withoutBitFields(object, after.instructions()))
                    .as(program.name())
                    .isEqualTo(withoutBitFields(object, program.instructions()));
        }
    }

    @Test
    void isAmbiguousBetweenItsOwnFlavours() {
        ObjectSpec object = CompiledObjects.read(FLAVOURED);
        CoreRelocator relocator = new CoreRelocator(object.btf(), CoreTargets.of(object.btf()));

        assertThatExceptionOfType(CoreRelocationException.class)
                .isThrownBy(() -> relocator.relocate(object.program("task_size")))
                .withMessageStartingWith(
                        "relocate program task_size: size of struct task_struct is ambiguous: ");
    }

    private static List<Instruction> withoutBitFields(ObjectSpec object, List<Instruction> code) {
        return code.stream().filter(one -> !ofBitField(object, one)).toList();
    }

    private static boolean ofBitField(ObjectSpec object, Instruction instruction) {
        return instruction.relocation() != null
                && OF_LOAD_UNITS.contains(instruction.relocation().kind())
                && LocalField.of(object.btf(), instruction.relocation()).place().bitField();
    }

    @Test
    void coversEveryKind() throws IOException {
        Set<CoreKind> kinds = new TreeSet<>();
        for (Compiled compiled : objects()) {
            compiled.object.programs().values().stream()
                    .flatMap(program -> program.instructions().stream())
                    .forEach(one -> {
                        if (one.relocation() != null) {
                            kinds.add(one.relocation().kind());
                        }
                    });
        }

        assertThat(kinds).containsExactly(CoreKind.values());
    }
}
