// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfNames;

/// What a local and a target type must share for a field of one to stand for a field of the other.
final class TypeRules {
    private static final int MOST_DEPTH = 32;

    private TypeRules() {}

    /// Equal kinds; the two widths of enumeration are one.
    static boolean sameKind(BtfKind local, BtfKind target) {
        return local == target || (local.enumeration() && target.enumeration());
    }

    static boolean essentiallyEqual(String local, String target) {
        return BtfNames.essential(local).equals(BtfNames.essential(target));
    }

    /// Whether a field of one type can stand for a field of the other.
    static boolean fieldsCompatible(Btf local, int localId, Btf target, int targetId) {
        int left = local.strip(localId);
        int right = target.strip(targetId);
        for (int depth = 0; depth < MOST_DEPTH; depth++) {
            if (local.kind(left) != BtfKind.ARRAY || target.kind(right) != BtfKind.ARRAY) {
                return fieldTypesCompatible(local, left, target, right);
            }
            left = local.strip(local.word(left, 0));
            right = target.strip(target.word(right, 0));
        }
        return false;
    }

    private static boolean fieldTypesCompatible(Btf local, int left, Btf target, int right) {
        BtfKind kind = local.kind(left);
        BtfKind other = target.kind(right);
        if (kind.composite() && other.composite()) {
            return true;
        }
        return sameKind(kind, other)
                && switch (kind) {
                    case POINTER, FLOAT -> true;
                    case INT -> !bitOffset(local, left) && !bitOffset(target, right);
                    case ENUM, ENUM64, FORWARD -> namesAllow(local.name(left), target.name(right));
                    default -> false;
                };
    }

    private static boolean namesAllow(String local, String target) {
        return local.isEmpty() || target.isEmpty() || essentiallyEqual(local, target);
    }

    /// Whether an integer type has the obsolete bit offset.
    static boolean bitOffset(Btf btf, int integer) {
        return (btf.word(integer, 0) >>> 16 & 0xff) != 0;
    }
}
