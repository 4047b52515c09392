// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.flow;

import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Runs a program on a made-up machine. Stacks, constants and maps have addresses far apart;
/// helpers and other memory give random numbers. A program that does what no verifier lets through
/// (uses a map's address in arithmetic, stores to constants) is stopped there.
final class Interpreter {
    private static final long STACK = 0x7000_0000_0000L;
    private static final long CONSTANTS = 0x5000_0000_0000L;
    private static final long MAP = 0x6000_0000_0000L;
    private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);
    private static final int MAX_STEPS = 300;

    /// @param map the map that register 1 held, if the instruction called a helper
    record Seen(int index, String map) {}

    private record Frame(int returnTo, List<Long> saved) {}

    private final List<Instruction> code;
    private final byte[] constants;
    private final Random random;
    private final long[] registers = new long[11];
    private final Map<Long, Byte> memory = new HashMap<>();
    private final Map<Long, String> maps = new HashMap<>();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final List<Seen> seen = new ArrayList<>();
    private final Map<Integer, Integer> bySlot = new HashMap<>();
    private final int[] slots;
    private boolean stopped;

    Interpreter(List<Instruction> code, byte[] constants, Random random) {
        this.code = code;
        this.constants = constants;
        this.random = random;
        this.slots = new int[code.size()];
        int slot = 0;
        for (int i = 0; i < code.size(); i++) {
            slots[i] = slot;
            bySlot.put(slot, i);
            slot += code.get(i).slots();
        }
        for (int i = 0; i < 10; i++) {
            registers[i] = small();
        }
        registers[10] = STACK;
    }

    private long small() {
        return random.nextBoolean() ? random.nextInt(4) : random.nextLong() >>> 20;
    }

    List<Seen> seen() {
        return seen;
    }

    /// Whether the program came to its end.
    boolean run() {
        int at = 0;
        for (int steps = 0; steps < MAX_STEPS; steps++) {
            Instruction instruction = code.get(at);
            seen.add(
                    new Seen(
                            at,
                            instruction.callsHelper() && !toFunction(instruction)
                                    ? maps.getOrDefault(registers[1], "")
                                    : ""));
            if (instruction.opcode() == 0x95) {
                Frame frame = frames.poll();
                if (frame == null) {
                    return true;
                }
                for (int r = 6; r < registers.length; r++) {
                    registers[r] = frame.saved.get(r);
                }
                scratch();
                at = frame.returnTo;
                continue;
            }
            at = step(at, instruction);
            if (stopped) {
                return false;
            }
        }
        return false;
    }

    private static boolean toFunction(Instruction instruction) {
        return instruction.reference() instanceof Reference.ToFunction;
    }

    private void scratch() {
        for (int i = 1; i <= 5; i++) {
            registers[i] = small();
        }
    }

    private int step(int at, Instruction i) {
        int kind = i.opcode() & 7;
        if (toFunction(i)) {
            frames.push(new Frame(at + 1, LongStream.of(registers).boxed().toList()));
            registers[10] -= 512;
            for (int r = 6; r < 10; r++) {
                registers[r] = small();
            }
            return function();
        }
        switch (kind) {
            case 0 -> registers[i.dst()] = wide(i);
            case 1 -> load(i);
            case 3 -> store(i);
            case 4, 7 -> registers[i.dst()] = alu(i);
            default -> {
                return i.opcode() == 0x85 ? call(at) : jump(at, i);
            }
        }
        return at + 1;
    }

    private int function() {
        for (int i = 1; i < code.size(); i++) {
            if (code.get(i).function() != null) {
                return i;
            }
        }
        throw new AssertionError("no function");
    }

    private int call(int at) {
        registers[0] = small();
        scratch();
        return at + 1;
    }

    private long wide(Instruction i) {
        @Nullable Reference reference = i.reference();
        if (reference instanceof Reference.ToMap(String name)) {
            long address = MAP + name.charAt(0) * 4096L;
            maps.put(address, name);
            return address;
        }
        return CONSTANTS + ((Reference.ToData) Objects.requireNonNull(reference)).offset();
    }

    private static int size(Instruction i) {
        return switch (i.opcode() & 0x18) {
            case 0 -> 4;
            case 8 -> 2;
            case 0x10 -> 1;
            default -> 8;
        };
    }

    private void load(Instruction i) {
        long address = registers[i.src()] + i.offset();
        int size = size(i);
        if (maps.containsKey(registers[i.src()])) {
            stopped = true;
            return;
        }
        long value = 0;
        for (int b = size - 1; b >= 0; b--) {
            value = (value << 8) | (at(address + b) & 0xff);
        }
        boolean signed = (i.opcode() & 0xe0) == 0x80;
        int unused = 64 - 8 * size;
        registers[i.dst()] = signed ? value << unused >> unused : value;
    }

    private byte at(long address) {
        long constant = address - CONSTANTS;
        if (constant >= 0 && constant < constants.length) {
            return constants[(int) constant];
        }
        return memory.computeIfAbsent(address, _ -> (byte) random.nextInt(3));
    }

    private void store(Instruction i) {
        long address = registers[i.dst()] + i.offset();
        for (int b = 0; b < size(i); b++) {
            memory.put(address + b, (byte) (registers[i.src()] >>> (8 * b)));
        }
    }

    /// Written with big numbers so as not to be the analysis again.
    private long alu(Instruction i) {
        boolean wide = (i.opcode() & 7) == 7;
        long src = (i.opcode() & 8) != 0 ? registers[i.src()] : i.imm();
        long dst = registers[i.dst()];
        int operation = i.opcode() & 0xf0;
        boolean pointers = pointer(src) || (pointer(dst) && operation != 0xb0);
        if (pointers && !(operation == 0xb0 && wide)) {
            stopped = true;
        }
        int bits = wide ? 64 : 32;
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits);
        BigInteger a = BigInteger.valueOf(dst).mod(modulus);
        BigInteger b = BigInteger.valueOf(src).mod(modulus);
        int shift = b.intValue() & (bits - 1);
        BigInteger result =
                switch (operation) {
                    case 0x00 -> a.add(b);
                    case 0x10 -> a.subtract(b);
                    case 0x20 -> a.multiply(b);
                    case 0x30 -> b.signum() == 0 ? b : a.divide(b);
                    case 0x40 -> a.or(b);
                    case 0x50 -> a.and(b);
                    case 0x60 -> a.shiftLeft(shift);
                    case 0x70 -> a.shiftRight(shift);
                    case 0x80 -> a.negate();
                    case 0x90 -> b.signum() == 0 ? a : a.mod(b);
                    case 0xa0 -> a.xor(b);
                    case 0xb0 -> b;
                    default -> signed(a, bits).shiftRight(shift);
                };
        return result.mod(modulus).mod(WORD).longValue();
    }

    /// A map's address, or one of a stack, which arithmetic may lead anywhere.
    private boolean pointer(long value) {
        return maps.containsKey(value)
                || (value > STACK - 8192 && value <= STACK)
                || (value >= CONSTANTS && value < CONSTANTS + constants.length);
    }

    private static BigInteger signed(BigInteger value, int bits) {
        return value.testBit(bits - 1) ? value.subtract(BigInteger.ONE.shiftLeft(bits)) : value;
    }

    private int jump(int at, Instruction i) {
        int target = Objects.requireNonNull(bySlot.get(slots[at] + 1 + i.offset()));
        if ((i.opcode() & 0xf0) == 0) {
            return target;
        }
        long src = (i.opcode() & 8) != 0 ? registers[i.src()] : i.imm();
        int bits = (i.opcode() & 7) == 6 ? 32 : 64;
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits);
        BigInteger a = BigInteger.valueOf(registers[i.dst()]).mod(modulus);
        BigInteger b = BigInteger.valueOf(src).mod(modulus);
        int unsigned = a.compareTo(b);
        int signed = signed(a, bits).compareTo(signed(b, bits));
        boolean jumps =
                switch (i.opcode() & 0xf0) {
                    case 0x10 -> unsigned == 0;
                    case 0x20 -> unsigned > 0;
                    case 0x30 -> unsigned >= 0;
                    case 0x40 -> a.and(b).signum() != 0;
                    case 0x50 -> unsigned != 0;
                    case 0x60 -> signed > 0;
                    case 0x70 -> signed >= 0;
                    case 0xa0 -> unsigned < 0;
                    case 0xb0 -> unsigned <= 0;
                    case 0xc0 -> signed < 0;
                    default -> signed <= 0;
                };
        return jumps ? target : at + 1;
    }
}
