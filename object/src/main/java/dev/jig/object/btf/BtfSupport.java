// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import java.util.EnumSet;
import java.util.Set;

/// What a kernel takes in `BPF_BTF_LOAD`: input of {@link BtfSanitizer}.
public enum BtfSupport {
    /// VAR and DATASEC, since 5.2.
    DATA_SECTIONS,
    /// FUNC and FUNC_PROTO, since 5.0.
    FUNCTIONS,
    /// Global linkage of FUNC, since 5.6.
    FUNCTION_LINKAGE,
    /// FLOAT, since 5.13.
    FLOATS,
    /// DECL_TAG, since 5.16.
    DECLARATION_TAGS,
    /// TYPE_TAG, since 5.17.
    TYPE_TAGS,
    /// ENUM64 and signed enumerations, since 6.0.
    ENUM64;

    public static Set<BtfSupport> all() {
        return EnumSet.allOf(BtfSupport.class);
    }
}
