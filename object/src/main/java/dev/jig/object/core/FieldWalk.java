// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.core.LocalField.Step;
import org.jspecify.annotations.Nullable;

/// Finds a local field in a target type, by the names of its members.
final class FieldWalk {
    private static final long LARGEST_ELEMENT = 1 << 28;

    private final Btf local;
    private final Btf target;
    private int type;
    private long bitOffset;
    private int bits;
    private boolean flexible;

    private FieldWalk(Btf local, Btf target) {
        this.local = local;
        this.target = target;
    }

    static FieldSearch find(LocalField field, Btf target, int root) {
        return new FieldWalk(field.btf(), target).run(field, root);
    }

    private FieldSearch run(LocalField field, int root) {
        type = target.strip(root);
        if (!TypeRules.fieldsCompatible(local, field.root(), target, type)) {
            return FieldMiss.OTHER_TYPE;
        }
        bitOffset = elementBits(target, type, field.index());
        for (Step step : field.steps()) {
            FieldMiss miss = step.take(this);
            if (miss != null) {
                return miss;
            }
            if (!TypeRules.fieldsCompatible(local, step.type(), target, type)) {
                return FieldMiss.OTHER_TYPE;
            }
        }
        return new FieldPlace(target, type, bitOffset, bits);
    }

    /// Goes to the member of that name; null if there is one.
    @Nullable FieldMiss member(String name) {
        if (!target.kind(type).composite()) {
            return FieldMiss.OTHER_TYPE;
        }
        MemberSearch.Found found = MemberSearch.find(target, type, name);
        if (found == null) {
            return FieldMiss.ABSENT;
        }
        bitOffset += found.bitOffset();
        bits = target.memberBits(found.composite(), found.index());
        flexible = flexible(target, found.composite(), found.index());
        type = target.strip(target.memberType(found.composite(), found.index()));
        return null;
    }

    /// Goes to an element of an array; null if there is one.
    @Nullable FieldMiss element(int index) {
        if (target.kind(type) != BtfKind.ARRAY) {
            return FieldMiss.OTHER_TYPE;
        }
        if (!flexible && beyond(target, type, index)) {
            return FieldMiss.OUT_OF_BOUNDS;
        }
        type = target.strip(target.word(type, 0));
        bitOffset += elementBits(target, type, index);
        flexible = false;
        return null;
    }

    /// Whether a member is an array without bound: the last of its composite and of length zero.
    static boolean flexible(Btf btf, int composite, int index) {
        int type = btf.strip(btf.memberType(composite, index));
        return btf.kind(type) == BtfKind.ARRAY
                && btf.word(type, 2) == 0
                && index == btf.elements(composite) - 1
                && !btf.memberName(composite, index).isEmpty();
    }

    /// Whether an index is outside an array.
    static boolean beyond(Btf btf, int array, int index) {
        return Integer.compareUnsigned(index, btf.word(array, 2)) >= 0;
    }

    /// Bits from the start of an array to one of its elements.
    static long elementBits(Btf btf, int type, int index) {
        if (index == 0) {
            return 0;
        }
        long size = btf.sizeOf(type);
        if (size > LARGEST_ELEMENT) {
            throw new CoreRelocationException(
                    "an array element of %d bytes is too large".formatted(size));
        }
        return index * size * 8;
    }
}
