// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import dev.jig.object.core.Candidate.Origin;
import dev.jig.object.insn.CoreKind;
import dev.jig.object.insn.CoreRecord;

/// A record about a type as a whole.
///
/// @param value what the instruction holds for the object's own types
record TypeQuestion(CoreKind kind, Btf local, int root, long value) implements Question {
    static TypeQuestion of(Btf local, CoreRecord record) {
        if (AccessString.single(record) != 0) {
            throw AccessString.malformed(record, "is not 0");
        }
        int root = record.rootType();
        return new TypeQuestion(record.kind(), local, root, value(local, record));
    }

    private static long value(Btf btf, CoreRecord record) {
        return switch (record.kind()) {
            case TYPE_EXISTS, TYPE_MATCHES -> 1;
            case TYPE_SIZE -> btf.sizeOf(record.rootType());
            default -> record.rootType();
        };
    }

    @Override
    public Fixup answer(Candidate candidate) {
        Btf target = candidate.btf();
        boolean fits =
                kind == CoreKind.TYPE_MATCHES
                        ? TypeMatch.matches(local, root, target, candidate.id())
                        : TypeCompatibility.compatible(local, root, target, candidate.id());
        return fits ? found(candidate) : missing();
    }

    private Fixup found(Candidate candidate) {
        return switch (kind) {
            case TYPE_SIZE ->
                    Fixup.Value.found(value, candidate.btf().sizeOf(candidate.id()), true);
            case TARGET_TYPE_ID -> id(candidate);
            default -> Fixup.Value.found(1, 1, true);
        };
    }

    /// A program names a kernel type by its id in vmlinux, which types of modules have not.
    private Fixup id(Candidate candidate) {
        return candidate.origin() == Origin.KERNEL
                ? Fixup.Value.found(value, candidate.id(), false)
                : new Fixup.Poison(
                        "type %s is not in vmlinux, so that a program cannot name it"
                                .formatted(CoreWords.type(local, root)));
    }

    @Override
    public Fixup unanswered(boolean namesake) {
        return missing();
    }

    private Fixup missing() {
        return switch (kind) {
            case LOCAL_TYPE_ID -> kept();
            case TARGET_TYPE_ID -> Fixup.Value.none(value, false);
            default -> Fixup.Value.none(value, true);
        };
    }

    /// The object's types are loaded as they are, so that ids stay.
    private Fixup kept() {
        return Fixup.Value.found(value, value, false);
    }
}
