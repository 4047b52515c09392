// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.flow;

import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Follows all ways through a program until nothing new is learnt. A function of the program is
/// looked at once for all its callers, with what all of them may give it. For one use.
final class Walk {
    /// How often an instruction is looked at on average before the walk gives up.
    private static final int MAX_VISITS = 200;

    private static final int[] NOWHERE = {};

    private final CodeLayout layout;
    private final Step step;
    private final @Nullable State[] states;
    private final int[][] successors;
    private final BitSet pending = new BitSet();
    private final BitSet mayEnd = new BitSet();
    private final Set<String> knownMaps = new HashSet<>();

    /// By start of function: what it may return, and the calls of it.
    private final Map<Integer, Value> results = new HashMap<>();

    private final Map<Integer, BitSet> callers = new HashMap<>();

    Walk(ProgramSpec program, ObjectSpec object) {
        this.layout = new CodeLayout(program);
        this.step = new Step(object);
        this.states = new State[layout.size()];
        this.successors = new int[layout.size()][];
        for (Instruction instruction : program.instructions()) {
            if (instruction.reference() instanceof Reference.ToMap(String name)) {
                knownMaps.add(name);
            }
        }
    }

    Walk run() {
        if (layout.size() == 0) {
            return this;
        }
        enter(0, State.entry(Value.Any.PLAIN));
        long left = (long) MAX_VISITS * layout.size();
        for (int i = 0; i >= 0; i = pending.nextSetBit(0)) {
            pending.clear(i);
            visit(i);
            if (left-- == 0) {
                giveUp();
            }
        }
        return this;
    }

    /// From here on nothing is known, which is soon learnt.
    private void giveUp() {
        for (int i = 0; i < layout.size(); i++) {
            enter(i, State.wild());
        }
    }

    private void enter(int index, State state) {
        State before = states[index];
        State joined = before == null ? state : before.join(state);
        if (joined != before) {
            states[index] = joined;
            pending.set(index);
        }
    }

    private void visit(int index) {
        State before = states[index];
        if (before == null) {
            return;
        }
        Instruction instruction = layout.at(index);
        if (CodeLayout.impossible(instruction)) {
            successors[index] = NOWHERE;
        } else if (CodeLayout.exits(instruction)) {
            end(index, before);
        } else if (CodeLayout.jumps(instruction)) {
            jump(index, instruction, before);
        } else if (layout.callee(index).isPresent()) {
            call(index, layout.callee(index).getAsInt(), before);
        } else {
            straight(index, instruction, before);
        }
    }

    private void straight(int index, Instruction instruction, State before) {
        State after = before.copy();
        step.apply(instruction, after);
        if (instruction.reference() instanceof Reference.ToFunctionAddress(String name)) {
            layout.function(name).ifPresent(start -> enter(start, State.entry(Value.Any.WILD)));
        }
        if (Step.mayEndProgram(instruction)) {
            mayEnd.set(index);
        }
        go(index, layout.next(index), after);
    }

    private void go(int index, int successor, State after) {
        successors[index] = new int[] {successor};
        enter(successor, after);
    }

    private void end(int index, State before) {
        successors[index] = NOWHERE;
        mayEnd.set(index);
        int function = layout.functionStart(index);
        Value result = before.register(0);
        Value known = results.get(function);
        Value joined = known == null ? result : known.join(result);
        if (!joined.equals(known)) {
            results.put(function, joined);
            pending.or(callers.getOrDefault(function, new BitSet()));
        }
    }

    private void call(int index, int function, State before) {
        callers.computeIfAbsent(function, _ -> new BitSet()).set(index);
        enter(function, before.called());
        Value result = results.get(function);
        if (result == null) {
            successors[index] = NOWHERE;
            return;
        }
        State after = before.copy();
        if (before.mayPassStack()) {
            after.forgetStack();
        }
        after.returned(result instanceof Value.Frame ? Value.Any.WILD : result);
        go(index, layout.next(index), after);
    }

    private void jump(int index, Instruction instruction, State before) {
        int target = layout.target(index);
        if (CodeLayout.unconditional(instruction)) {
            go(index, target, before);
            return;
        }
        Jump jump = new Jump(instruction);
        Value dst = before.register(instruction.dst());
        Value src = Step.source(instruction, before);
        boolean goes = jump.mayGo(true, dst, src);
        boolean stays = jump.mayGo(false, dst, src);
        int next = stays ? layout.next(index) : target;
        successors[index] =
                goes && stays && next != target
                        ? new int[] {next, target}
                        : new int[] {goes ? target : next};
        if (goes) {
            enter(target, narrowed(jump, true, instruction, before));
        }
        if (stays) {
            enter(next, narrowed(jump, false, instruction, before));
        }
    }

    private static State narrowed(Jump jump, boolean taken, Instruction instruction, State before) {
        Value dst = before.register(instruction.dst());
        Value narrowed = jump.narrowed(taken, dst, Step.source(instruction, before));
        if (narrowed.equals(dst)) {
            return before;
        }
        State after = before.copy();
        after.set(instruction.dst(), narrowed);
        return after;
    }

    CodeLayout layout() {
        return layout;
    }

    @Nullable State[] states() {
        return states;
    }

    int[][] successors() {
        return successors;
    }

    BitSet mayEnd() {
        return mayEnd;
    }

    Set<String> knownMaps() {
        return Set.copyOf(knownMaps);
    }
}
