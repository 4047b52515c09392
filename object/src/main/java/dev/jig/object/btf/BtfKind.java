// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

/// The kinds of BTF type, in the order of the kernel's numbers (include/uapi/linux/btf.h).
public enum BtfKind {
    VOID,
    INT,
    POINTER,
    ARRAY,
    STRUCT,
    UNION,
    ENUM,
    FORWARD,
    TYPEDEF,
    VOLATILE,
    CONST,
    RESTRICT,
    FUNCTION,
    PROTOTYPE,
    VARIABLE,
    DATA_SECTION,
    FLOAT,
    DECLARATION_TAG,
    TYPE_TAG,
    ENUM64,
    /// Newer than this list; the file's layout section says how long such types are.
    UNKNOWN;

    private static final BtfKind[] BY_CODE = values();

    static BtfKind of(int code) {
        return code < UNKNOWN.ordinal() ? BY_CODE[code] : UNKNOWN;
    }

    /// Whether a value of such a type has the same bytes as one of the type it refers to: const,
    /// volatile, restrict and type tag.
    public boolean modifier() {
        return this == CONST || this == VOLATILE || this == RESTRICT || this == TYPE_TAG;
    }

    /// Whether this is a struct or union.
    public boolean composite() {
        return this == STRUCT || this == UNION;
    }

    /// Whether this is an enumeration of either width.
    public boolean enumeration() {
        return this == ENUM || this == ENUM64;
    }

    /// Whether this declares something that is no type: a function, a variable, a section or a tag
    /// on a declaration.
    boolean declares() {
        return this == FUNCTION
                || this == VARIABLE
                || this == DATA_SECTION
                || this == DECLARATION_TAG;
    }
}
