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
    ENUM64
}
