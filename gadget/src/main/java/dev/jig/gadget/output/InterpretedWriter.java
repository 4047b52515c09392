// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.value.FieldWriter;
import dev.jig.gadget.value.Literal;

/// Walks through a plan for each record: the reference that generated code is measured by.
final class InterpretedWriter implements RecordWriter {
    private final Literal[] texts;
    private final FieldWriter[] values;
    private final Literal end;

    InterpretedWriter(DocumentPlan plan) {
        texts = plan.steps().stream().map(DocumentPlan.Step::before).toArray(Literal[]::new);
        values = plan.steps().stream().map(DocumentPlan.Step::value).toArray(FieldWriter[]::new);
        end = plan.end();
    }

    @Override
    public long write(long record, int length, long start) {
        long out = start;
        for (int i = 0; i < values.length; i++) {
            out = values[i].write(record, length, texts[i].write(out));
        }
        return end.write(out);
    }
}
