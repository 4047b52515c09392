// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jig.object.Bytes;
import dev.jig.object.CompiledObjects;
import dev.jig.object.MalformedObjectException;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramEncoderTest {
    /// Descriptors are the lengths of the maps' names plus 100; a kernel symbol is its name's
    /// length.
    private static final ReferenceResolver NAMES =
            new ReferenceResolver() {
                @Override
                public int mapDescriptor(String map) {
                    return 100 + map.length();
                }

                @Override
                public int kconfigOffset(String name) {
                    return name.length();
                }

                @Override
                public Instruction kernelSymbol(
                        Instruction load, Reference.ToKernelSymbol reference) {
                    return load.withOperands(0, 0, reference.name().length());
                }

                @Override
                public Instruction kernelFunction(
                        Instruction call, Reference.ToKernelFunction reference) {
                    return call.withOperands(2, 1, reference.name().length());
                }
            };

    static List<String> objects() {
        return CompiledObjects.good();
    }

    private static EncodedProgram encode(ObjectSpec object, ProgramSpec program) {
        return ProgramEncoder.encode(program.instructions(), object.order(), NAMES);
    }

    private static List<Instruction> decoded(ObjectSpec object, EncodedProgram program) {
        return InstructionCodec.decode(program.code().buffer(object.order()));
    }

    /// Slots of the instructions.
    private static int[] slots(List<Instruction> instructions) {
        int[] slots = new int[instructions.size()];
        for (int index = 1; index < slots.length; index++) {
            slots[index] = slots[index - 1] + instructions.get(index - 1).slots();
        }
        return slots;
    }

    @ParameterizedTest
    @MethodSource("objects")
    void putsANumberInPlaceOfEachReference(String name) {
        ObjectSpec object = CompiledObjects.read(name);
        for (ProgramSpec program : object.programs().values()) {
            List<Instruction> decoded = decoded(object, encode(object, program));
            int[] slots = slots(program.instructions());
            Map<String, Integer> functions = functions(program, slots);

            assertThat(decoded).hasSameSizeAs(program.instructions());
            for (int index = 0; index < slots.length; index++) {
                requireResolved(
                        program.instructions().get(index),
                        decoded.get(index),
                        slots[index],
                        functions);
            }
        }
    }

    private static Map<String, Integer> functions(ProgramSpec program, int[] slots) {
        Map<String, Integer> functions = new HashMap<>();
        for (int index = 0; index < slots.length; index++) {
            FunctionStart function = program.instructions().get(index).function();
            if (function != null) {
                functions.put(function.name(), slots[index]);
            }
        }
        return functions;
    }

    private static void requireResolved(
            Instruction original, Instruction actual, int slot, Map<String, Integer> functions) {
        switch (original.reference()) {
            case null -> {
                assertThat(actual.imm()).isEqualTo(original.imm());
                assertThat(actual.src()).isEqualTo(original.src());
            }
            case Reference.ToMap(String name) -> requireConstant(actual, 1, 100 + name.length(), 0);
            case Reference.ToData(String name, int offset) ->
                    requireConstant(actual, 2, 100 + name.length(), offset);
            case Reference.ToKconfig(String name) -> requireConstant(actual, 2, 108, name.length());
            case Reference.ToFunction(String name) -> {
                assertThat(actual.src()).isEqualTo(1);
                assertThat(slot + 1 + (int) actual.imm()).isEqualTo(functions.get(name));
            }
            case Reference.ToFunctionAddress(String name) -> {
                int callee = Objects.requireNonNull(functions.get(name));
                requireConstant(actual, 4, callee - slot - 1, 0);
            }
            case Reference.ToKernelSymbol symbol ->
                    requireConstant(actual, 0, symbol.name().length(), 0);
            case Reference.ToKernelFunction function -> {
                assertThat(actual.src()).isEqualTo(2);
                assertThat(actual.imm()).isEqualTo(function.name().length());
            }
        }
    }

    private static void requireConstant(Instruction actual, int kind, int low, int high) {
        assertThat(actual.src()).isEqualTo(kind);
        assertThat((int) actual.imm()).isEqualTo(low);
        assertThat((int) (actual.imm() >>> 32)).isEqualTo(high);
    }

    /// What check_btf_func and check_btf_line of the kernel demand.
    @ParameterizedTest
    @MethodSource("objects")
    void keepsTheKernelsRulesForRecords(String name) {
        ObjectSpec object = CompiledObjects.read(name);
        boolean typed = object.btf().typeCount() > 1;
        for (ProgramSpec program : object.programs().values()) {
            EncodedProgram encoded = encode(object, program);
            int[] slots = slots(program.instructions());
            List<Integer> starts = functions(program, slots).values().stream().sorted().toList();
            List<Integer> lines = slotsOf(encoded.lineInfo(), 16, object);

            assertThat(slotsOf(encoded.functionInfo(), 8, object))
                    .isEqualTo(typed ? starts : List.of());
            assertThat(lines).doesNotHaveDuplicates().isSorted();
            assertThat(IntStream.of(slots).boxed().toList()).containsAll(lines);
            assertThat(lines).containsAll(typed ? starts : List.of());
        }
    }

    private static List<Integer> slotsOf(Bytes records, int size, ObjectSpec object) {
        ByteBuffer buffer = records.buffer(object.order());
        return IntStream.range(0, records.size() / size)
                .mapToObj(index -> buffer.getInt(index * size))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"subprograms", "subprograms.eb"})
    void writesTypesAndLinesAsTheObjectHasThem(String name) {
        ObjectSpec object = CompiledObjects.read(name);
        EncodedProgram encoded = encode(object, object.program("two"));
        ByteBuffer functions = encoded.functionInfo().buffer(object.order());
        ByteBuffer lines = encoded.lineInfo().buffer(object.order());

        assertThat(object.btf().name(functions.getInt(4))).isEqualTo("two");
        assertThat(object.btf().name(functions.getInt(12))).isEqualTo("leaf");
        assertThat(object.btf().string(lines.getInt(4))).endsWith("subprograms.bpf.c");
        assertThat(object.btf().string(lines.getInt(8)).strip()).isEqualTo("return leaf(ktime());");
        assertThat(lines.getInt(12) >>> 10).isEqualTo(65);
    }

    @Test
    void leavesRecordsOutIfAFunctionLacksItsOwn() {
        ObjectSpec object = CompiledObjects.read("subprograms");
        List<Instruction> instructions =
                object.program("two").instructions().stream()
                        .map(instruction ->
                                instruction.function() == null ? instruction : untyped(instruction))
                        .toList();

        EncodedProgram encoded = ProgramEncoder.encode(instructions, object.order(), NAMES);

        assertThat(encoded.functionInfo()).isEqualTo(Bytes.empty());
        assertThat(encoded.lineInfo()).isNotEqualTo(Bytes.empty());
    }

    private static Instruction untyped(Instruction instruction) {
        String name = Objects.requireNonNull(instruction.function()).name();
        return new Instruction(
                instruction.opcode(),
                instruction.dst(),
                instruction.src(),
                instruction.offset(),
                instruction.imm(),
                new FunctionStart(name, 0),
                instruction.line(),
                instruction.reference(),
                null,
                null);
    }

    private static void requireRefused(Instruction instruction, String reason) {
        ObjectSpec object = CompiledObjects.read("programs");
        Instruction first = object.program("first").instructions().getFirst();
        List<Instruction> instructions = List.of(first, instruction);

        assertThatExceptionOfType(MalformedObjectException.class)
                .isThrownBy(() -> ProgramEncoder.encode(instructions, object.order(), NAMES))
                .withMessage("encode program first: %s", reason);
    }

    @Test
    void refusesWhatItCannotExpress() {
        Instruction call = Instruction.of(Instruction.CALL, 0, 1, 0, 0);

        requireRefused(
                call.withReference(new Reference.ToFunction("nothing")),
                "function nothing is not defined");
        requireRefused(
                Instruction.of(0x05, 0, 0, 0x8000, 0), "instruction 1 has operands out of range");
        requireRefused(
                Instruction.of(0xb7, 0, 0, 0, 1L << 31), "instruction 1 has operands out of range");
        requireRefused(
                Instruction.of(0xb7, 16, 0, 0, 0), "instruction 1 has operands out of range");
    }

    @Test
    void refusesTwoFunctionsOfOneName() {
        ObjectSpec object = CompiledObjects.read("programs");
        Instruction first = object.program("first").instructions().getFirst();

        requireRefused(first, "two functions are named first");
    }
}
