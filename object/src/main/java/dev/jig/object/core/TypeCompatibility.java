// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import java.util.HashSet;
import java.util.Set;

/// Whether a local and a target type of the same name are of the same shape (the loose comparison
/// of type existence, size and id). Names inside do not matter, and a struct is not looked into.
final class TypeCompatibility {
    private static final int MOST_DEPTH = 32;

    private final Btf local;
    private final Btf target;

    /// Pairs of prototypes met before: they agree or are being compared, or the search would be
    /// over.
    private final Set<Long> prototypes = new HashSet<>();

    private TypeCompatibility(Btf local, Btf target) {
        this.local = local;
        this.target = target;
    }

    static boolean compatible(Btf local, int localId, Btf target, int targetId) {
        return new TypeCompatibility(local, target).compatible(localId, targetId, MOST_DEPTH);
    }

    private boolean compatible(int localId, int targetId, int depth) {
        int left = local.strip(localId);
        int right = target.strip(targetId);
        BtfKind kind = local.kind(left);
        if (depth == 0 || !TypeRules.sameKind(kind, target.kind(right))) {
            return false;
        }
        return switch (kind) {
            case VOID, STRUCT, UNION, ENUM, ENUM64, FORWARD -> true;
            case INT -> !TypeRules.bitOffset(local, left) && !TypeRules.bitOffset(target, right);
            case POINTER -> compatible(local.target(left), target.target(right), depth - 1);
            case ARRAY -> compatible(local.word(left, 0), target.word(right, 0), depth - 1);
            case PROTOTYPE -> prototypes(left, right, depth - 1);
            default -> false;
        };
    }

    private boolean prototypes(int left, int right, int depth) {
        int parameters = local.elements(left);
        if (parameters != target.elements(right)) {
            return false;
        }
        if (!prototypes.add((long) left << 32 | right)) {
            return true;
        }
        for (int index = 0; index < parameters; index++) {
            int mine = local.memberType(left, index);
            if (!compatible(mine, target.memberType(right, index), depth)) {
                return false;
            }
        }
        return compatible(local.target(left), target.target(right), depth);
    }
}
