// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.insn.CoreRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The field that a record means, as the object's own types lay it out.
///
/// @param index array index applied to the root
/// @param steps the way from the root to the field; unnamed members are not among them
record LocalField(Btf btf, int root, int index, List<Step> steps, FieldPlace place) {
    /// One level of the way to a field.
    sealed interface Step {
        /// The type arrived at, without typedefs and modifiers.
        int type();

        /// Takes the same step in a target type.
        @Nullable FieldMiss take(FieldWalk walk);

        void describe(StringBuilder words);
    }

    private record Named(String name, int type) implements Step {
        @Override
        public @Nullable FieldMiss take(FieldWalk walk) {
            return walk.member(name);
        }

        @Override
        public void describe(StringBuilder words) {
            words.append(words.isEmpty() ? "" : ".").append(name);
        }
    }

    private record Element(int index, int type) implements Step {
        @Override
        public @Nullable FieldMiss take(FieldWalk walk) {
            return walk.element(index);
        }

        @Override
        public void describe(StringBuilder words) {
            words.append('[').append(index).append(']');
        }
    }

    static LocalField of(Btf btf, CoreRecord record) {
        return new Walk(btf, record).run();
    }

    /// The member names and indexes from the root on: `mm.exe_file`, `comm[3]`; `""` if the field
    /// is the root itself.
    String words() {
        StringBuilder words = new StringBuilder();
        if (index != 0) {
            words.append('[').append(index).append(']');
        }
        steps.forEach(step -> step.describe(words));
        return words.toString();
    }

    /// Follows an access string.
    private static final class Walk {
        private final Btf btf;
        private final CoreRecord record;
        private final List<Step> steps = new ArrayList<>();
        private int type;
        private long bitOffset;
        private int bits;
        private boolean flexible;

        Walk(Btf btf, CoreRecord record) {
            this.btf = btf;
            this.record = record;
        }

        LocalField run() {
            int root = record.rootType();
            int[] numbers = AccessString.numbers(record);
            type = btf.strip(root);
            bitOffset = FieldWalk.elementBits(btf, type, numbers[0]);
            for (int level = 1; level < numbers.length; level++) {
                step(numbers[level]);
            }
            FieldPlace place = new FieldPlace(btf, type, bitOffset, bits);
            return new LocalField(btf, root, numbers[0], List.copyOf(steps), place);
        }

        private void step(int number) {
            BtfKind kind = btf.kind(type);
            if (bits == 0 && kind.composite()) {
                member(number);
            } else if (bits == 0 && kind == BtfKind.ARRAY) {
                element(number);
            } else {
                throw AccessString.malformed(record, "goes into a type that has no parts");
            }
        }

        private void member(int number) {
            if (number >= btf.elements(type)) {
                throw AccessString.malformed(record, "asks for a member that there is not");
            }
            String name = btf.memberName(type, number);
            bitOffset += Integer.toUnsignedLong(btf.memberBitOffset(type, number));
            bits = btf.memberBits(type, number);
            flexible = FieldWalk.flexible(btf, type, number);
            type = btf.strip(btf.memberType(type, number));
            if (!name.isEmpty()) {
                steps.add(new Named(name, type));
            }
        }

        private void element(int number) {
            if (!flexible && FieldWalk.beyond(btf, type, number)) {
                throw AccessString.malformed(record, "asks for an element beyond its array");
            }
            type = btf.strip(btf.word(type, 0));
            bitOffset += FieldWalk.elementBits(btf, type, number);
            flexible = false;
            steps.add(new Element(number, type));
        }
    }
}
