// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Whether runs of a program come by some of its instructions always or only sometimes. For one
/// use.
final class Certainty {
    private final ProgramFlow flow;
    private final CodeLayout layout;
    private final BitSet sites;

    /// By the start of a function: the instructions from which it can end without coming by.
    private final Map<Integer, BitSet> avoiding = new HashMap<>();

    Certainty(ProgramFlow flow, BitSet sites) {
        this.flow = flow;
        this.layout = flow.layout();
        this.sites = sites;
    }

    /// Whether every run of the function that begins there comes by.
    boolean always(int function) {
        return layout.size() > 0 && !avoiding(function).get(function);
    }

    private BitSet avoiding(int function) {
        BitSet known = avoiding.get(function);
        if (known != null) {
            return known;
        }
        BitSet all = new BitSet();
        all.set(0, layout.size());
        avoiding.put(function, all); // what a function that calls itself does is not relied on
        BitSet found = findAvoiding(function);
        avoiding.put(function, found);
        return found;
    }

    private BitSet findAvoiding(int function) {
        Map<Integer, List<Integer>> before = new HashMap<>();
        Deque<Integer> pending = new ArrayDeque<>();
        BitSet found = new BitSet();
        for (int i = function; i < layout.size() && layout.functionStart(i) == function; i++) {
            if (!flow.reaches(i) || hit(i)) {
                continue;
            }
            for (int successor : flow.successors(i)) {
                before.computeIfAbsent(successor, _ -> new ArrayList<>()).add(i);
            }
            if (flow.mayEnd(i)) {
                found.set(i);
                pending.add(i);
            }
        }
        while (!pending.isEmpty()) {
            for (int i : before.getOrDefault(pending.remove(), List.of())) {
                if (!found.get(i)) {
                    found.set(i);
                    pending.add(i);
                }
            }
        }
        return found;
    }

    private boolean hit(int index) {
        if (sites.get(index)) {
            return true;
        }
        int callee = layout.callee(index).orElse(-1);
        return callee >= 0 && always(callee);
    }

    /// The index of the deciding jump, -1 if there is none. What the program itself decides comes
    /// before what its functions do.
    int decision() {
        int found = -1;
        for (int i = 0; i < layout.size(); i++) {
            boolean ownCode = layout.functionStart(i) == 0;
            if (!ownCode && found >= 0 && layout.functionStart(found) == 0) {
                return found;
            }
            found = decides(i) ? i : found;
        }
        return found;
    }

    private boolean decides(int index) {
        if (!flow.reaches(index) || flow.successors(index).length != 2) {
            return false;
        }
        BitSet avoiding = avoiding(layout.functionStart(index));
        int[] ways = flow.successors(index);
        return avoiding.get(index) && avoiding.get(ways[0]) != avoiding.get(ways[1]);
    }
}
