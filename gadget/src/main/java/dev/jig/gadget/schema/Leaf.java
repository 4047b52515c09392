// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import dev.jig.object.btf.BtfType;
import java.util.List;

/// A member of the record's structure that is no structure itself.
///
/// @param parent name of the structure's field it stands in, `""` at the top
/// @param bare the member's own name
/// @param owner type name of the structure it stands in
/// @param offset bytes from the record's start
/// @param size bytes
/// @param typedefs names of the typedefs between member and type, outermost first; of an array
///   those of its elements too
/// @param type without typedefs and modifiers
/// @param key whether it is part of a map's key
record Leaf(
        String parent,
        String bare,
        String owner,
        int offset,
        int size,
        List<String> typedefs,
        BtfType type,
        boolean key) {

    /// The same at an offset that many bytes larger.
    Leaf shifted(int bytes) {
        return new Leaf(parent, bare, owner, offset + bytes, size, typedefs, type, key);
    }

    /// The same as part of a map's key.
    Leaf ofKey() {
        return new Leaf(parent, bare, owner, offset, size, typedefs, type, true);
    }

    String name() {
        return sibling(bare);
    }

    /// The full name of a field next to this one.
    String sibling(String other) {
        return parent.isEmpty() || other.startsWith(parent + ".") ? other : parent + "." + other;
    }

    boolean is(String typedef) {
        return typedefs.contains(typedef);
    }
}
