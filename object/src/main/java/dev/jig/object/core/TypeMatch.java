// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether a local type matches a target type (the strict comparison of `bpf_core_type_matches`):
/// names and sizes count, and every local member must have a matching twin. Behind a pointer, a
/// struct is its name alone, and a forward declaration stands for it.
final class TypeMatch {
    private static final int MOST_DEPTH = 32;
    private static final int MOST_COMPARISONS = 1_000_000;

    private final Btf local;
    private final Btf target;

    /// Outcomes by pair, so that types nested in many ways are compared once.
    private final Map<Pair, Boolean> known = new HashMap<>();

    private int comparisons;

    private record Pair(int local, int target, boolean behindPointer) {}

    private TypeMatch(Btf local, Btf target) {
        this.local = local;
        this.target = target;
    }

    static boolean matches(Btf local, int localId, Btf target, int targetId) {
        return new TypeMatch(local, target).matches(localId, targetId, false, MOST_DEPTH);
    }

    private boolean matches(int localId, int targetId, boolean behindPointer, int depth) {
        int left = local.strip(localId);
        int right = target.strip(targetId);
        boolean hopeless = depth == 0 || ++comparisons > MOST_COMPARISONS;
        if (hopeless || !TypeRules.essentiallyEqual(local.name(left), target.name(right))) {
            return false;
        }
        Pair pair = new Pair(left, right, behindPointer);
        Boolean before = known.putIfAbsent(pair, true);
        if (before != null) {
            return before;
        }
        boolean matches = compare(left, right, behindPointer, depth - 1);
        known.put(pair, matches);
        return matches;
    }

    private boolean compare(int left, int right, boolean behindPointer, int depth) {
        BtfKind kind = local.kind(left);
        BtfKind other = target.kind(right);
        if (behindPointer && (kind.composite() || kind == BtfKind.FORWARD)) {
            return composite(other) && union(local, left) == union(target, right);
        }
        return TypeRules.sameKind(kind, other)
                && switch (kind) {
                    case VOID -> true;
                    case FORWARD -> local.flag(left) == target.flag(right);
                    case ENUM, ENUM64 -> sameSize(left, right) && enumerators(left, right);
                    case STRUCT, UNION -> members(left, right, depth);
                    case INT -> sameSize(left, right) && sign(local, left) == sign(target, right);
                    case FLOAT -> sameSize(left, right);
                    case POINTER -> matches(local.target(left), target.target(right), true, depth);
                    case ARRAY -> arrays(left, right, behindPointer, depth);
                    case PROTOTYPE -> prototypes(left, right, behindPointer, depth);
                    default -> false;
                };
    }

    private static boolean composite(BtfKind kind) {
        return kind.composite() || kind == BtfKind.FORWARD;
    }

    private static boolean union(Btf btf, int id) {
        BtfKind kind = btf.kind(id);
        return kind == BtfKind.FORWARD ? btf.flag(id) : kind == BtfKind.UNION;
    }

    private static int sign(Btf btf, int integer) {
        return btf.word(integer, 0) >>> 24 & 1;
    }

    private boolean sameSize(int left, int right) {
        return local.target(left) == target.target(right);
    }

    private boolean enumerators(int left, int right) {
        Set<String> names = new HashSet<>();
        for (int index = 0; index < target.elements(right); index++) {
            names.add(BtfNames.essential(target.memberName(right, index)));
        }
        for (int index = 0; index < local.elements(left); index++) {
            if (!names.contains(BtfNames.essential(local.memberName(left, index)))) {
                return false;
            }
        }
        return true;
    }

    private boolean members(int left, int right, int depth) {
        Map<String, List<Integer>> types = new HashMap<>();
        for (int index = 0; index < target.elements(right); index++) {
            String name = BtfNames.essential(target.memberName(right, index));
            types.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(target.memberType(right, index));
        }
        for (int index = 0; index < local.elements(left); index++) {
            String name = BtfNames.essential(local.memberName(left, index));
            int mine = local.memberType(left, index);
            if (types.getOrDefault(name, List.of()).stream()
                    .noneMatch(theirs -> matches(mine, theirs, false, depth))) {
                return false;
            }
        }
        return true;
    }

    private boolean arrays(int left, int right, boolean behindPointer, int depth) {
        return local.word(left, 2) == target.word(right, 2)
                && matches(local.word(left, 0), target.word(right, 0), behindPointer, depth);
    }

    private boolean prototypes(int left, int right, boolean behindPointer, int depth) {
        int parameters = local.elements(left);
        if (parameters != target.elements(right)) {
            return false;
        }
        for (int index = 0; index < parameters; index++) {
            int mine = local.memberType(left, index);
            int theirs = target.memberType(right, index);
            if (!matches(mine, theirs, behindPointer, depth)) {
                return false;
            }
        }
        return matches(local.target(left), target.target(right), behindPointer, depth);
    }
}
