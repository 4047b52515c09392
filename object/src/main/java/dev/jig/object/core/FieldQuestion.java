// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import dev.jig.object.insn.CoreKind;
import dev.jig.object.insn.CoreRecord;
import java.nio.ByteOrder;

/// A record about a field: where it is, how wide, whether it exists.
record FieldQuestion(CoreKind kind, LocalField field) implements Question {
    static FieldQuestion of(Btf local, CoreRecord record) {
        return new FieldQuestion(record.kind(), LocalField.of(local, record));
    }

    @Override
    public Fixup answer(Candidate candidate) {
        FieldSearch search = FieldWalk.find(field, candidate.btf(), candidate.id());
        return search instanceof FieldPlace place
                ? at(place)
                : missing(((FieldMiss) search).fact());
    }

    @Override
    public Fixup unanswered(boolean namesake) {
        String type = CoreWords.type(field.btf(), field.root());
        return missing(
                namesake
                        ? FieldMiss.ABSENT.fact()
                        : FieldMiss.ABSENT.fact() + " (it has no " + type + ")");
    }

    private Fixup missing(String fact) {
        return kind == CoreKind.FIELD_EXISTS
                ? Fixup.Value.none(1, true)
                : new Fixup.Poison(CoreWords.field(field) + " " + fact);
    }

    private Fixup at(FieldPlace place) {
        return switch (kind) {
            case FIELD_EXISTS -> Fixup.Value.found(1, 1, true);
            case FIELD_SIGNED -> Fixup.Value.found(sign(field.place()), sign(place), true);
            default -> loaded(place);
        };
    }

    private static int sign(FieldPlace place) {
        return place.signed() ? 1 : 0;
    }

    private Fixup loaded(FieldPlace place) {
        LoadUnit mine = LoadUnit.of(field.place());
        if (mine == null) {
            throw new CoreRelocationException(
                    CoreWords.field(field) + " is a bit field that no load of 8 bytes holds");
        }
        LoadUnit theirs = LoadUnit.of(place);
        return theirs == null
                ? missing("is a bit field across more than 8 bytes on this kernel")
                : loaded(place, mine, theirs);
    }

    private Fixup loaded(FieldPlace place, LoadUnit mine, LoadUnit theirs) {
        boolean whole = !field.place().bitField();
        return switch (kind) {
            case FIELD_BYTE_SIZE -> Fixup.Value.found(mine.bytes(), theirs.bytes(), whole);
            case FIELD_LEFT_SHIFT -> {
                ByteOrder order = field.btf().order();
                yield Fixup.Value.found(mine.leftShift(order), theirs.leftShift(order), false);
            }
            case FIELD_RIGHT_SHIFT ->
                    Fixup.Value.found(mine.rightShift(), theirs.rightShift(), true);
            default ->
                    new Fixup.Value(
                            mine.byteOffset(), theirs.byteOffset(), whole, true, access(place));
        };
    }

    /// Loads of another size keep their meaning only where the upper bits are zero: unsigned
    /// integers, and pointers, which the verifier takes as such.
    private Fixup.Access access(FieldPlace place) {
        FieldPlace mine = field.place();
        boolean adaptable =
                (mine.pointer() && place.pointer())
                        || (mine.unsignedInteger() && place.unsignedInteger());
        boolean bitField = mine.bitField() || place.bitField();
        return new Fixup.Access(size(mine), size(place), adaptable && !bitField);
    }

    private static long size(FieldPlace place) {
        return place.bitField() ? 0 : place.btf().sizeOf(place.type());
    }
}
