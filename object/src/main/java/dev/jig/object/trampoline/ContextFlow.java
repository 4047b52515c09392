// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.trampoline;

import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Follows the context of a program through registers, the stack and functions, over all paths that
/// can be taken. The verifier accepts no program that gets it back from anywhere else.
final class ContextFlow {
    private static final int CONTEXT_REGISTER = 1;
    private static final int LAST_ARGUMENT = 5;
    private static final int PSEUDO_CALL = 1;
    private static final int MAX_STEPS = 2_000_000;
    private static final Content OTHER = Content.OTHER;

    private final List<Instruction> code;
    private final CodeLayout layout;
    private final Map<Integer, Frame> frames = new TreeMap<>();
    private final Deque<Integer> work = new ArrayDeque<>();
    private boolean spilled;
    private int steps;

    ContextFlow(List<Instruction> code) {
        this.code = code;
        this.layout = new CodeLayout(code);
        Frame first = Frame.empty();
        first.set(CONTEXT_REGISTER, Content.context(0));
        enter(0, first);
        while (!work.isEmpty()) {
            follow(work.pop(), (_, _, _) -> {}, true);
        }
    }

    /// Looks at an instruction and what is there before it runs.
    interface Visitor {
        void visit(int place, Instruction instruction, Frame before);
    }

    /// Shows each instruction that can be reached.
    void visit(Visitor visitor) {
        for (int start : List.copyOf(frames.keySet())) {
            follow(start, visitor, false);
        }
    }

    /// Whether the context is anywhere on the stack.
    boolean spilled() {
        return spilled;
    }

    static boolean callsFunction(Instruction instruction) {
        return Opcode.calls(instruction)
                && (instruction.reference() instanceof Reference.ToFunction
                        || (instruction.src() == PSEUDO_CALL && instruction.reference() == null));
    }

    private void enter(int place, Frame frame) {
        Frame known = frames.get(place);
        if (known == null) {
            frames.put(place, frame.copy());
            work.push(place);
        } else if (known.merge(frame)) {
            work.push(place);
        }
    }

    private void follow(int start, Visitor visitor, boolean learn) {
        Frame frame = frames.getOrDefault(start, Frame.empty()).copy();
        for (int i = start; i < code.size(); i++) {
            if (i != start && layout.isStart(i)) {
                lead(i, frame, learn);
                return;
            }
            Instruction instruction = code.get(i);
            visitor.visit(i, instruction, frame);
            count();
            if (CodeLayout.branches(instruction)) {
                Boolean taken = taken(instruction, frame);
                if (taken == null || taken) {
                    lead(layout.target(i), frame, learn);
                }
                if (taken != null && taken) {
                    return;
                }
            } else if (Opcode.exits(instruction)) {
                return;
            } else {
                step(i, instruction, frame, learn);
            }
        }
    }

    private void lead(int place, Frame frame, boolean learn) {
        if (learn) {
            enter(place, frame);
        }
    }

    private void count() {
        if (++steps > MAX_STEPS) {
            throw new NotConvertibleException("the program is too large to be followed");
        }
    }

    /// Whether a jump is always or never taken, null if that depends. CO-RE makes constants of
    /// questions about the kernel, and what is behind them need not be looked at.
    private static @org.jspecify.annotations.Nullable Boolean taken(Instruction jump, Frame frame) {
        int operation = Opcode.operation(jump);
        if (operation == Opcode.ALWAYS) {
            return true;
        }
        Content left = frame.register(jump.dst());
        boolean equality = operation == Opcode.IF_EQUAL || operation == Opcode.IF_NOT_EQUAL;
        if (!equality || Opcode.fromRegister(jump) || !left.is(Content.Kind.CONSTANT)) {
            return null;
        }
        boolean narrow = Opcode.kind(jump) == Opcode.JUMP32;
        boolean equal =
                narrow ? (int) left.number() == (int) jump.imm() : left.number() == jump.imm();
        return equal == (operation == Opcode.IF_EQUAL);
    }

    private void step(int place, Instruction instruction, Frame frame, boolean learn) {
        switch (Opcode.kind(instruction)) {
            case Opcode.LOAD ->
                    frame.set(instruction.wide() ? instruction.dst() : 0, wide(instruction));
            case Opcode.LOAD_MEMORY -> frame.set(instruction.dst(), loaded(instruction, frame));
            case Opcode.STORE -> store(instruction, frame, Content.constant(instruction.imm()));
            case Opcode.STORE_REGISTER -> storeRegister(instruction, frame);
            case Opcode.ALU, Opcode.ALU64 ->
                    frame.set(instruction.dst(), computed(instruction, frame));
            default -> call(place, instruction, frame, learn);
        }
    }

    /// CO-RE's answers about enumerators are wide constants.
    private static Content wide(Instruction load) {
        boolean number = load.wide() && load.src() == 0 && load.reference() == null;
        return number ? Content.constant(load.imm()) : OTHER;
    }

    private static Content loaded(Instruction load, Frame frame) {
        Content base = frame.register(load.src());
        boolean whole = Opcode.size(load) == Long.BYTES && Opcode.mode(load) == Opcode.MODE_MEMORY;
        return base.is(Content.Kind.STACK) && whole
                ? frame.slot(base.number() + load.offset())
                : OTHER;
    }

    private void storeRegister(Instruction store, Frame frame) {
        if (Opcode.mode(store) == Opcode.MODE_ATOMIC) {
            store(store, frame, OTHER);
            frame.set(store.src(), OTHER);
            frame.set(0, OTHER);
            return;
        }
        store(store, frame, frame.register(store.src()));
    }

    private void store(Instruction store, Frame frame, Content content) {
        Content base = frame.register(store.dst());
        if (base.is(Content.Kind.STACK)) {
            spilled |= content.touchesContext();
            frame.store(base.number() + store.offset(), Opcode.size(store), content);
        }
    }

    private static Content computed(Instruction instruction, Frame frame) {
        boolean wide = Opcode.kind(instruction) == Opcode.ALU64;
        Content left = frame.register(instruction.dst());
        Content right =
                Opcode.fromRegister(instruction)
                        ? frame.register(instruction.src())
                        : Content.constant(instruction.imm());
        return switch (Opcode.operation(instruction)) {
            case Opcode.MOVE -> moved(right, wide, instruction.offset() != 0);
            case Opcode.ADD -> wide ? sum(left, right) : OTHER;
            case Opcode.SUBTRACT ->
                    wide && right.is(Content.Kind.CONSTANT)
                            ? left.plus(-right.number())
                            : left.or(right).blurred();
            default -> left.blurred();
        };
    }

    private static Content moved(Content content, boolean wide, boolean changed) {
        if (wide && !changed) {
            return content;
        }
        boolean number = content.is(Content.Kind.CONSTANT) && !changed;
        return number ? Content.constant(content.number() & 0xffffffffL) : OTHER;
    }

    private static Content sum(Content left, Content right) {
        if (right.is(Content.Kind.CONSTANT)) {
            return left.plus(right.number());
        }
        if (left.is(Content.Kind.CONSTANT)) {
            return right.plus(left.number());
        }
        return left.blurred().or(right.blurred());
    }

    private void call(int place, Instruction call, Frame frame, boolean learn) {
        if (callsFunction(call)) {
            Frame callee = Frame.empty();
            for (int i = CONTEXT_REGISTER; i <= LAST_ARGUMENT; i++) {
                Content argument = frame.register(i);
                callee.set(i, argument.is(Content.Kind.STACK) ? argument.blurred() : argument);
            }
            lead(layout.callee(place), callee, learn);
        }
        for (int i = 0; i <= LAST_ARGUMENT; i++) {
            frame.set(i, OTHER);
        }
    }
}
