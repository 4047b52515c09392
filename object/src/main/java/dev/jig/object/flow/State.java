// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.flow;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is known before an instruction: registers, and places of the function's own stack. A value
/// to be changed only by whoever made the copy.
final class State {
    static final int REGISTERS = 11;
    static final int FRAME_POINTER = 10;

    private static final int POINTER = 8;
    private static final int SMALLEST_OFFSET = -4096;

    private final Value[] registers;
    private final NavigableMap<Integer, Place> stack;

    /// Some bytes that were stored at once.
    private record Place(int size, Value value) {
        boolean reaches(int own, int other) {
            return own + size > other;
        }
    }

    private State(Value[] registers, NavigableMap<Integer, Place> stack) {
        this.registers = registers;
        this.stack = stack;
    }

    /// Registers as they are where a function begins.
    ///
    /// @param argument what registers 1 to 5 hold
    static State entry(Value argument) {
        Value[] registers = new Value[REGISTERS];
        Arrays.fill(registers, Value.Any.PLAIN);
        Arrays.fill(registers, 1, 6, argument);
        registers[FRAME_POINTER] = new Value.Frame(0);
        return new State(registers, new TreeMap<>());
    }

    /// Nothing is known.
    static State wild() {
        State state = entry(Value.Any.WILD);
        Arrays.fill(state.registers, 0, FRAME_POINTER, Value.Any.WILD);
        return state;
    }

    State copy() {
        return new State(registers.clone(), new TreeMap<>(stack));
    }

    Value register(int number) {
        return number < REGISTERS ? registers[number] : Value.Any.WILD;
    }

    void set(int number, Value value) {
        if (number < FRAME_POINTER) {
            registers[number] = value;
        }
    }

    /// The arguments as a function called from here sees them: its stack is another.
    State called() {
        State callee = entry(Value.Any.PLAIN);
        for (int i = 1; i <= 5; i++) {
            Value argument = registers[i];
            callee.registers[i] = argument instanceof Value.Frame ? Value.Any.WILD : argument;
        }
        return callee;
    }

    boolean mayPassStack() {
        return Arrays.stream(registers, 1, 6).anyMatch(Value::wild);
    }

    /// After a call registers 1 to 5 cannot be read.
    void returned(Value result) {
        registers[0] = result;
        Arrays.fill(registers, 1, 6, Value.Any.PLAIN);
    }

    void forgetStack() {
        stack.clear();
    }

    /// Forgets what is at an address and above it.
    void forgetStackFrom(long offset) {
        stack.entrySet().removeIf(e -> e.getValue().reaches(e.getKey(), clamp(offset)));
    }

    void store(Value address, long displacement, int size, Value value) {
        if (address instanceof Value.Frame(long base)) {
            int offset = clamp(base + displacement);
            overwrite(offset, size);
            stack.put(offset, new Place(size, value));
        } else if (address.wild()) {
            stack.clear();
        }
    }

    /// Whoever stores there, it is not known what.
    void clobber(Value address, long displacement, int size) {
        if (address instanceof Value.Frame(long base)) {
            overwrite(clamp(base + displacement), size);
        } else if (address.wild()) {
            stack.clear();
        }
    }

    private void overwrite(int offset, int size) {
        stack.headMap(offset + size)
                .entrySet()
                .removeIf(e -> e.getValue().reaches(e.getKey(), offset));
    }

    /// What is in memory of the function's stack or of any other place but data sections.
    Value load(Value address, long displacement, int size) {
        if (address instanceof Value.Frame(long base)) {
            Place place = stack.get(clamp(base + displacement));
            if (place != null && place.size == size) {
                return place.value;
            }
        }
        return size == POINTER && address.wild() ? Value.Any.WILD : Value.Any.PLAIN;
    }

    private static int clamp(long offset) {
        return Math.clamp(offset, SMALLEST_OFFSET, -SMALLEST_OFFSET);
    }

    /// What holds after either.
    ///
    /// @return this state itself if the other adds nothing
    State join(@Nullable State other) {
        if (other == null) {
            return this;
        }
        State joined = copy();
        for (int i = 0; i < REGISTERS; i++) {
            joined.registers[i] = registers[i].join(other.registers[i]);
        }
        joined.stack.clear();
        for (Map.Entry<Integer, Place> entry : stack.entrySet()) {
            Place mine = entry.getValue();
            Place theirs = other.stack.get(entry.getKey());
            if (theirs != null && theirs.size == mine.size) {
                joined.stack.put(
                        entry.getKey(), new Place(mine.size, mine.value.join(theirs.value)));
            }
        }
        return joined.same(this) ? this : joined;
    }

    private boolean same(State other) {
        return Arrays.equals(registers, other.registers) && stack.equals(other.stack);
    }
}
