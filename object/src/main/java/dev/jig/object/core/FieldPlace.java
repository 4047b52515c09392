// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;

/// Where a field lies in the root type of a record.
///
/// @param type the field's type without typedefs and modifiers
/// @param bitOffset bits from the start of the root
/// @param bits width of a bit field, 0 if the field is none
record FieldPlace(Btf btf, int type, long bitOffset, int bits) implements FieldSearch {
    boolean bitField() {
        return bits != 0;
    }

    boolean signed() {
        BtfKind kind = btf.kind(type);
        return switch (kind) {
            case INT -> (btf.word(type, 0) >>> 24 & 1) != 0;
            case ENUM, ENUM64 -> btf.flag(type);
            default -> false;
        };
    }

    boolean pointer() {
        return btf.kind(type) == BtfKind.POINTER;
    }

    boolean unsignedInteger() {
        return btf.kind(type) == BtfKind.INT && !signed();
    }
}
