// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import dev.jig.object.insn.CoreRecord;

/// One distinct record of an object, understood in terms of the object's own types.
sealed interface Question permits FieldQuestion, TypeQuestion, EnumeratorQuestion {
    /// @throws CoreRelocationException if the record makes no sense for the object's types
    static Question of(Btf local, CoreRecord record) {
        return switch (record.kind()) {
            case FIELD_BYTE_OFFSET,
                    FIELD_BYTE_SIZE,
                    FIELD_EXISTS,
                    FIELD_SIGNED,
                    FIELD_LEFT_SHIFT,
                    FIELD_RIGHT_SHIFT ->
                    FieldQuestion.of(local, record);
            case LOCAL_TYPE_ID, TARGET_TYPE_ID, TYPE_EXISTS, TYPE_SIZE, TYPE_MATCHES ->
                    TypeQuestion.of(local, record);
            case ENUMERATOR_EXISTS, ENUMERATOR_VALUE -> EnumeratorQuestion.of(local, record);
        };
    }

    /// The effect if the candidate is what the record means.
    Fixup answer(Candidate candidate);

    /// The effect if no type of the target is what the record means.
    ///
    /// @param namesake whether there is a type of that name and kind
    Fixup unanswered(boolean namesake);
}
