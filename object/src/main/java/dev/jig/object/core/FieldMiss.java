// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

/// Why a target type has no field that can stand for the local one.
enum FieldMiss implements FieldSearch {
    ABSENT("does not exist on this kernel"),
    OTHER_TYPE("has another type on this kernel"),
    OUT_OF_BOUNDS("is beyond the end of its array on this kernel");

    private final String fact;

    FieldMiss(String fact) {
        this.fact = fact;
    }

    /// Follows the field's name in a sentence.
    String fact() {
        return fact;
    }
}
