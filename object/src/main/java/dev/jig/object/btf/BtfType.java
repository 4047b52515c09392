// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import java.util.List;

/// One decoded BTF type. References to other types are ids in the same {@link Btf}; 0 is void.
/// Names are `""` for anonymous types.
public sealed interface BtfType {
    /// The name, `""` if anonymous or if the kind has none.
    default String name() {
        return "";
    }

    /// id 0.
    record Void() implements BtfType {}

    /// @param size bytes
    /// @param bits significant bits
    /// @param bitOffset obsolete; a type with one matches nothing in relocation
    record Int(
            String name,
            int size,
            int bits,
            int bitOffset,
            boolean signed,
            boolean character,
            boolean bool)
            implements BtfType {}

    record Pointer(int target) implements BtfType {}

    record Array(int element, int index, int count) implements BtfType {}

    /// A struct or union.
    sealed interface Composite extends BtfType {
        /// Bytes.
        int size();

        List<Member> members();
    }

    record Struct(String name, int size, List<Member> members) implements Composite {}

    record Union(String name, int size, List<Member> members) implements Composite {}

    /// @param bitOffset from the start of the composite, in bits
    /// @param bitfieldSize bits, 0 if the member is not a bit field
    record Member(String name, int type, int bitOffset, int bitfieldSize) {}

    /// ENUM, or ENUM64 if `wide`.
    record Enumeration(
            String name, int size, boolean signed, boolean wide, List<Enumerator> enumerators)
            implements BtfType {}

    /// @param value widened to 64 bits with the sign the enumeration has
    record Enumerator(String name, long value) {}

    record Forward(String name, boolean union) implements BtfType {}

    record Typedef(String name, int target) implements BtfType {}

    /// const, volatile, restrict or a type tag (whose `name` is the tag).
    record Modifier(BtfKind kind, String name, int target) implements BtfType {}

    record Function(String name, int prototype, Linkage linkage) implements BtfType {}

    record Prototype(int returnType, List<Parameter> parameters) implements BtfType {}

    record Parameter(String name, int type) {}

    record Variable(String name, int type, Linkage linkage) implements BtfType {}

    record DataSection(String name, int size, List<SectionEntry> entries) implements BtfType {}

    /// @param type id of a {@link Variable} or, for externs, a {@link Function}
    record SectionEntry(int type, int offset, int size) {}

    record FloatingPoint(String name, int size) implements BtfType {}

    /// @param component index of the member or parameter the tag belongs to, -1 for the whole
    record DeclarationTag(String name, int target, int component) implements BtfType {}

    /// A type of a kind newer than this library, skipped with the help of the layout section.
    ///
    /// @param kind the kernel's number
    record Unknown(String name, int kind) implements BtfType {}

    /// How a function or variable is visible to others, in the order of the kernel's numbers.
    enum Linkage {
        STATIC,
        GLOBAL,
        EXTERN
    }
}
