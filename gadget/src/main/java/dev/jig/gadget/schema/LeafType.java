// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfType;

/// The plain reading of a leaf: what its C type says, whatever it is called.
final class LeafType {
    private static final int LONG_BYTES = 8;

    private LeafType() {}

    static FieldType of(Btf btf, Leaf leaf, SchemaErrors errors) {
        int offset = leaf.offset();
        int size = leaf.size();
        BtfType type = leaf.type();
        if (type instanceof BtfType.Int number) {
            return number(number, offset, size);
        }
        if (type instanceof BtfType.Array array) {
            return array(btf, array, leaf, errors);
        }
        if (type instanceof BtfType.Enumeration enumeration) {
            return whole(offset, size, enumeration.signed());
        }
        if (type instanceof BtfType.Pointer) {
            return new FieldType.Whole(offset, size, false);
        }
        boolean real = type instanceof BtfType.FloatingPoint && (size == 4 || size == LONG_BYTES);
        return real ? new FieldType.Real(offset, size) : new FieldType.Raw(offset, size);
    }

    private static FieldType number(BtfType.Int number, int offset, int size) {
        return number.bool() && size == 1
                ? new FieldType.Bool(offset)
                : whole(offset, size, number.signed());
    }

    private static FieldType whole(int offset, int size, boolean signed) {
        return isWhole(size)
                ? new FieldType.Whole(offset, size, signed)
                : new FieldType.Raw(offset, size);
    }

    private static boolean isWhole(int size) {
        return size == 1 || size == 2 || size == 4 || size == LONG_BYTES;
    }

    private static FieldType array(Btf btf, BtfType.Array array, Leaf leaf, SchemaErrors errors) {
        BtfType element = TypeChain.of(btf, array.element(), errors).type();
        int offset = leaf.offset();
        int count = array.count();
        if (element instanceof BtfType.Int number && isChar(number)) {
            return new FieldType.Text(offset, count);
        }
        if (element instanceof BtfType.Int number && isListed(number)) {
            return new FieldType.WholeList(offset, number.size(), number.signed(), count);
        }
        if (element instanceof BtfType.Enumeration e && isWhole(e.size())) {
            return new FieldType.WholeList(offset, e.size(), e.signed(), count);
        }
        return new FieldType.Raw(offset, leaf.size());
    }

    /// An array of unsigned bytes is raw.
    private static boolean isListed(BtfType.Int number) {
        return isWhole(number.size()) && (number.size() > 1 || number.signed());
    }

    /// clang gives `char` no encoding of its own, so the name decides.
    private static boolean isChar(BtfType.Int number) {
        return number.size() == 1 && (number.character() || number.name().equals("char"));
    }
}
