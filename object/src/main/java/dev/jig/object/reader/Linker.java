// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.reader;

import dev.jig.object.insn.Instruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/// Appends to a program every function that it reaches, each once, breadth first: an order that
/// depends on the source alone.
final class Linker {
    /// Instructions all programs of a file may have together without asking how long the file is.
    private static final long FREE = 1 << 20;

    private final ObjectFile file;
    private final Map<String, Function> functions = new HashMap<>();
    private long budget = FREE;

    Linker(ObjectFile file, List<Function> functions) {
        this.file = file;
        for (Function function : functions) {
            this.functions.put(function.name(), function);
            budget += 16L * function.instructions().size();
        }
    }

    List<Instruction> link(Function program) {
        List<Instruction> linked = new ArrayList<>();
        Set<String> seen = new HashSet<>(Set.of(program.name()));
        Queue<Function> queue = new ArrayDeque<>(List.of(program));
        while (!queue.isEmpty()) {
            Function function = queue.remove();
            budget -= function.instructions().size();
            file.require(budget >= 0, "its programs share too many functions");
            linked.addAll(function.instructions());
            for (String callee : function.callees()) {
                Function next = functions.get(callee);
                if (next != null && seen.add(callee)) {
                    queue.add(next);
                }
            }
        }
        return linked;
    }
}
