// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.insn;

/// What a CO-RE record asks for, in the order of `enum bpf_core_relo_kind`.
public enum CoreKind {
    FIELD_BYTE_OFFSET,
    FIELD_BYTE_SIZE,
    FIELD_EXISTS,
    FIELD_SIGNED,
    FIELD_LEFT_SHIFT,
    FIELD_RIGHT_SHIFT,
    LOCAL_TYPE_ID,
    TARGET_TYPE_ID,
    TYPE_EXISTS,
    TYPE_SIZE,
    ENUMERATOR_EXISTS,
    ENUMERATOR_VALUE,
    TYPE_MATCHES
}
