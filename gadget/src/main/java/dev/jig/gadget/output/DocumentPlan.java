// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.value.FieldWriter;
import dev.jig.gadget.value.Literal;
import dev.jig.gadget.value.Spelling;
import dev.jig.gadget.value.TimeText;
import java.util.ArrayList;
import java.util.List;

/// What is written for a record, step by step.
///
/// @param end the text behind the last value
record DocumentPlan(List<Step> steps, Literal end) {
    /// A value and the text before it.
    record Step(Literal before, FieldWriter value) {
        int maxBytes() {
            return Math.addExact(before.maxBytes(), value.maxBytes());
        }
    }

    /// The most bytes that a record stores.
    int maxBytes() {
        return steps.stream().mapToInt(Step::maxBytes).reduce(end.maxBytes(), Math::addExact);
    }

    /// Puts a plan together.
    static final class Builder {
        private final List<Step> steps = new ArrayList<>();
        private final StringBuilder pending = new StringBuilder();

        Builder(TimeText time) {
            value(new EventStart(time));
        }

        void text(String text) {
            pending.append(text);
        }

        void value(Spelling spelling) {
            pending.append(spelling.before());
            value(spelling.value());
            pending.append(spelling.after());
        }

        private void value(FieldWriter value) {
            steps.add(new Step(takePending(), value));
        }

        DocumentPlan build() {
            Literal end = takePending();
            return new DocumentPlan(List.copyOf(ContainerGroup.fuse(steps)), end);
        }

        private Literal takePending() {
            Literal text = Literal.of(pending.toString());
            pending.setLength(0);
            return text;
        }
    }

    /// Writes nothing, but lets a new moment begin.
    record EventStart(TimeText time) implements FieldWriter {
        @Override
        public long write(long record, int length, long out) {
            time.startEvent();
            return out;
        }

        @Override
        public int maxBytes() {
            return 0;
        }
    }
}
