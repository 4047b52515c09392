// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfNames;
import dev.jig.object.insn.CoreKind;
import dev.jig.object.insn.CoreRecord;

/// A record about an enumerator: whether it exists, or its value.
///
/// @param name of the enumerator, without flavour
record EnumeratorQuestion(CoreKind kind, Btf local, int root, String name, long value)
        implements Question {
    static EnumeratorQuestion of(Btf local, CoreRecord record) {
        int type = local.strip(record.rootType());
        int index = AccessString.single(record);
        if (!local.kind(type).enumeration() || index >= local.elements(type)) {
            throw AccessString.malformed(record, "asks for an enumerator that there is not");
        }
        String name = BtfNames.essential(local.memberName(type, index));
        long value = local.enumeratorValue(type, index);
        return new EnumeratorQuestion(record.kind(), local, record.rootType(), name, value);
    }

    @Override
    public Fixup answer(Candidate candidate) {
        Btf target = candidate.btf();
        int type = target.strip(candidate.id());
        int enumerators = target.kind(type).enumeration() ? target.elements(type) : 0;
        for (int index = 0; index < enumerators; index++) {
            if (BtfNames.essential(target.memberName(type, index)).equals(name)) {
                return found(target.enumeratorValue(type, index));
            }
        }
        return unanswered(true);
    }

    private Fixup found(long targetValue) {
        return kind == CoreKind.ENUMERATOR_EXISTS
                ? Fixup.Value.found(1, 1, true)
                : Fixup.Value.found(value, targetValue, true);
    }

    @Override
    public Fixup unanswered(boolean namesake) {
        String type = CoreWords.type(local, root);
        String hint = namesake ? "" : " (it has no " + type + ")";
        return kind == CoreKind.ENUMERATOR_EXISTS
                ? Fixup.Value.none(1, true)
                : new Fixup.Poison(
                        "enumerator "
                                + name
                                + " of "
                                + type
                                + " does not exist on this kernel"
                                + hint);
    }
}
