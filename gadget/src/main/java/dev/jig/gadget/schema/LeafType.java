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
        return switch (leaf.type()) {
            case BtfType.Int number -> number(number, offset, size);
            case BtfType.Enumeration e -> whole(offset, size, e.signed());
            case BtfType.Pointer _ -> new FieldType.Whole(offset, size, false);
            case BtfType.FloatingPoint _ when size == 4 || size == LONG_BYTES ->
                    new FieldType.Real(offset, size);
            case BtfType.Array array -> array(btf, array, leaf, errors);
            default -> new FieldType.Raw(offset, size);
        };
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
        return switch (element) {
            case BtfType.Int number when isChar(number) -> new FieldType.Text(offset, count);
            case BtfType.Int number when number.size() > 1 && isWhole(number.size()) ->
                    new FieldType.WholeList(offset, number.size(), number.signed(), count);
            case BtfType.Int number when number.signed() && number.size() == 1 ->
                    new FieldType.WholeList(offset, 1, true, count);
            case BtfType.Enumeration e when isWhole(e.size()) ->
                    new FieldType.WholeList(offset, e.size(), e.signed(), count);
            default -> new FieldType.Raw(offset, leaf.size());
        };
    }

    /// clang gives `char` no encoding of its own, so the name decides.
    private static boolean isChar(BtfType.Int number) {
        return number.size() == 1 && (number.character() || number.name().equals("char"));
    }
}
