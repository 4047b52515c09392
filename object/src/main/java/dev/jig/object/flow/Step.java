// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.flow;

import dev.jig.object.Bytes;
import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import dev.jig.object.ObjectSpec;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Set;

/// What one instruction that neither jumps nor calls a function of the program makes of what is
/// known.
final class Step {
    private static final int CLASS = 0x07;
    private static final int MODE = 0xe0;
    private static final int REGISTER_SOURCE = 0x08;
    private static final int MODE_SIGNED = 0x80;
    private static final int MODE_ATOMIC = 0xc0;
    private static final int MODE_PLAIN = 0x60;
    private static final int ADD = 0x00;
    private static final int SUBTRACT = 0x10;
    private static final int NEGATE = 0x80;
    private static final int MOVE = 0xb0;
    private static final int SWAP = 0xd0;
    private static final int FETCH = 0x01;
    private static final int COMPARE_AND_EXCHANGE = 0xf1;
    private static final int LOAD_ACQUIRE = 0x100;
    private static final int KERNEL_CALL = 2;
    private static final int LOOKUP = 1;
    private static final int TAIL_CALL = 12;
    private static final int RING_RESERVE = 131;

    /// Helpers that only read what their arguments point to: `map_lookup_elem` and so on,
    /// `perf_event_output`, `ringbuf_output`, `map_lookup_percpu_elem`.
    private static final Set<Long> READERS = Set.of(1L, 2L, 3L, 25L, 87L, 130L, 195L);

    private final ObjectSpec object;

    Step(ObjectSpec object) {
        this.object = object;
    }

    /// Whether the program may be over after an instruction that is no exit: a tail call, a load
    /// from a packet that is too short, or a function of the kernel that throws.
    static boolean mayEndProgram(Instruction instruction) {
        if (CodeLayout.calls(instruction)) {
            return instruction.src() == KERNEL_CALL
                    || (instruction.callsHelper() && instruction.imm() == TAIL_CALL);
        }
        return (instruction.opcode() & CLASS) == 0 && !instruction.wide();
    }

    static Value source(Instruction instruction, State state) {
        return (instruction.opcode() & REGISTER_SOURCE) != 0
                ? state.register(instruction.src())
                : Value.Numbers.of(instruction.imm());
    }

    void apply(Instruction instruction, State state) {
        switch (instruction.opcode() & CLASS) {
            case 0x00 -> immediate(instruction, state);
            case 0x01 -> load(instruction, state);
            case 0x02 ->
                    state.store(
                            state.register(instruction.dst()),
                            instruction.offset(),
                            size(instruction),
                            stored(Value.Numbers.of(instruction.imm()), size(instruction)));
            case 0x03 -> store(instruction, state);
            case 0x04, 0x07 -> arithmetic(instruction, state);
            default -> call(instruction, state);
        }
    }

    private void immediate(Instruction instruction, State state) {
        if (instruction.wide()) {
            state.set(instruction.dst(), constant(instruction));
        } else {
            state.returned(Value.Any.PLAIN);
        }
    }

    private static Value constant(Instruction load) {
        Reference reference = load.reference();
        if (reference == null) {
            return load.src() == 0 ? Value.Numbers.of(load.imm()) : Value.Any.WILD;
        }
        return switch (reference) {
            case Reference.ToMap(String name) -> Value.map(name);
            case Reference.ToData(String name, int offset) -> new Value.Data(name, offset);
            case Reference.ToFunctionAddress(String name) -> new Value.Code(name);
            default -> Value.Any.PLAIN;
        };
    }

    private static int size(Instruction instruction) {
        return switch (instruction.opcode() & 0x18) {
            case 0x00 -> 4;
            case 0x08 -> 2;
            case 0x10 -> 1;
            default -> 8;
        };
    }

    private void load(Instruction instruction, State state) {
        Value address = state.register(instruction.src());
        int size = size(instruction);
        Value loaded =
                address instanceof Value.Data(String map, long offset)
                        ? data(map, offset + instruction.offset(), size)
                        : state.load(address, instruction.offset(), size);
        boolean signed = (instruction.opcode() & MODE) == MODE_SIGNED;
        state.set(instruction.dst(), signed ? extended(loaded, size) : loaded);
    }

    /// Only what nobody can change any more is known.
    private Value data(String name, long offset, int size) {
        MapSpec map = object.maps().get(name);
        Bytes contents = map == null ? null : map.contents();
        boolean constant = map != null && map.frozen() && name.startsWith(".rodata");
        if (contents == null || !constant || offset < 0 || offset > contents.size() - size) {
            return Value.Any.PLAIN;
        }
        return Value.Numbers.of(number(contents, (int) offset, size));
    }

    private long number(Bytes contents, int offset, int size) {
        boolean little = object.order() == ByteOrder.LITTLE_ENDIAN;
        long number = 0;
        for (int i = 0; i < size; i++) {
            int at = little ? offset + size - 1 - i : offset + i;
            number = (number << 8) | (contents.at(at) & 0xff);
        }
        return number;
    }

    private static Value extended(Value value, int size) {
        int unused = 64 - 8 * size;
        return value instanceof Value.Numbers numbers
                ? Value.numbers(
                        Arrays.stream(numbers.values()).map(n -> n << unused >> unused).toArray())
                : value;
    }

    /// What a narrower load of the same size will find.
    private static Value stored(Value value, int size) {
        if (size == 8) {
            return value;
        }
        long mask = (1L << (8 * size)) - 1;
        return value instanceof Value.Numbers numbers
                ? Value.numbers(Arrays.stream(numbers.values()).map(n -> n & mask).toArray())
                : Value.Any.PLAIN;
    }

    private static void store(Instruction instruction, State state) {
        int size = size(instruction);
        Value address = state.register(instruction.dst());
        if ((instruction.opcode() & MODE) == MODE_PLAIN) {
            Value value = stored(state.register(instruction.src()), size);
            state.store(address, instruction.offset(), size, value);
            return;
        }
        state.clobber(address, instruction.offset(), size);
        if ((instruction.opcode() & MODE) == MODE_ATOMIC) {
            atomic(instruction, state);
        }
    }

    private static void atomic(Instruction instruction, State state) {
        long operation = instruction.imm();
        if (operation == COMPARE_AND_EXCHANGE) {
            state.set(0, Value.Any.WILD);
        } else if (operation == LOAD_ACQUIRE) {
            state.set(instruction.dst(), Value.Any.WILD);
        } else if ((operation & FETCH) != 0) {
            state.set(instruction.src(), Value.Any.WILD);
        }
    }

    private void arithmetic(Instruction instruction, State state) {
        Value dst = state.register(instruction.dst());
        Value src = source(instruction, state);
        state.set(instruction.dst(), result(instruction, dst, src));
    }

    private Value result(Instruction instruction, Value dst, Value src) {
        int operation = Arithmetic.operation(instruction);
        boolean move = operation == MOVE;
        boolean unary = operation == NEGATE || operation == SWAP;
        if (move && Arithmetic.wide(instruction) && instruction.offset() == 0) {
            return src;
        }
        Value left = move ? src : dst;
        Value right = unary ? dst : src;
        if (left instanceof Value.Numbers a && right instanceof Value.Numbers b) {
            return numbers(instruction, a.values(), b.values());
        }
        return Arithmetic.wide(instruction) ? moved(operation, left, right) : Value.Any.PLAIN;
    }

    private Value numbers(Instruction instruction, long[] left, long[] right) {
        long[] results = new long[left.length * right.length];
        int count = 0;
        for (long a : left) {
            for (long b : right) {
                OptionalLong result = Arithmetic.compute(instruction, a, b, object.order());
                if (result.isEmpty()) {
                    return Value.Any.PLAIN;
                }
                results[count++] = result.getAsLong();
            }
        }
        return Value.numbers(results);
    }

    /// Addresses move by addition and subtraction.
    private static Value moved(int operation, Value dst, Value src) {
        boolean shifts = operation == ADD || operation == SUBTRACT;
        if (shifts && src instanceof Value.Numbers by && by.single()) {
            long distance = operation == ADD ? by.values()[0] : -by.values()[0];
            if (dst instanceof Value.Frame(long offset)) {
                return new Value.Frame(offset + distance);
            }
            if (dst instanceof Value.Data(String map, long offset)) {
                return new Value.Data(map, offset + distance);
            }
        }
        return dst.mixed(src);
    }

    private void call(Instruction instruction, State state) {
        long helper = instruction.callsHelper() ? instruction.imm() : 0;
        Value first = state.register(1);
        if (!READERS.contains(helper)) {
            forgetWritten(helper, state);
        }
        state.returned(
                helper == 0
                        ? Value.Any.WILD
                        : helper == RING_RESERVE || (helper == LOOKUP && holdsMaps(first))
                                ? first
                                : Value.Any.PLAIN);
    }

    /// Whether what is looked up is a map again, which is called by the name of the outer one.
    private boolean holdsMaps(Value map) {
        return map.wild() || map.maps().stream().anyMatch(this::holdsMaps);
    }

    private boolean holdsMaps(String name) {
        MapSpec map = object.maps().get(name);
        return map != null
                && (map.type() == MapType.ARRAY_OF_MAPS || map.type() == MapType.HASH_OF_MAPS);
    }

    /// A helper may write to where its arguments point, and above, and a function it calls back
    /// anywhere.
    private static void forgetWritten(long helper, State state) {
        for (int i = 1; i <= 5; i++) {
            Value argument = state.register(i);
            if (argument instanceof Value.Frame(long offset) && helper != 0) {
                state.forgetStackFrom(offset);
            } else if (argument.wild()) {
                state.forgetStack();
            }
        }
    }
}
