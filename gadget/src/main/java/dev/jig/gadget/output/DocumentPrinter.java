// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.names.NameSource;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.gadget.value.RecordWindow;
import dev.jig.gadget.value.ValueContext;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Supplier;

/// Prints events as JSON or YAML.
final class DocumentPrinter implements EventPrinter {
    /// A stream of fewer events does not pay for the generation, some 20 ms of processor time.
    private static final int EVENTS_BEFORE_UPGRADE = 20_000;

    private static final int EVENTS_BETWEEN_LOOKS = 1_000;

    private final OutputBuffer buffer;
    private final LostNotice lostNotice;
    private final RecordWindow window;
    private final WriterUpgrade upgrade;
    private final int maxBytes;
    private RecordWriter writer;
    private int untilLook = EVENTS_BEFORE_UPGRADE;

    DocumentPrinter(
            DataSource source,
            OutputMode mode,
            List<Field> fields,
            NameSource names,
            OutputBuffer buffer) {
        FieldTree.Parent tree = FieldTree.of(fields);
        Supplier<DocumentPlan> plans = () -> plan(tree, mode, ValueContext.of(names));
        DocumentPlan plan = plans.get();
        this.buffer = buffer;
        this.lostNotice = new LostNotice(mode, source.name());
        this.window = new RecordWindow(fields.stream().map(Field::type).toList());
        this.upgrade = new WriterUpgrade(plans);
        this.maxBytes = plan.maxBytes();
        this.writer = new InterpretedWriter(plan);
    }

    static DocumentPlan plan(FieldTree.Parent tree, OutputMode mode, ValueContext context) {
        return switch (mode) {
            case JSON -> JsonLayout.plan(tree, false, context);
            case JSONPRETTY -> JsonLayout.plan(tree, true, context);
            case YAML -> YamlLayout.plan(tree, context);
            case COLUMNS, NONE -> throw new IllegalArgumentException("not a document: " + mode);
        };
    }

    @Override
    public void event(MemorySegment memory, long offset, int length) {
        long record = window.address(memory, offset, length);
        buffer.commit(writer.write(record, length, buffer.reserve(maxBytes)));
        if (--untilLook == 0) {
            lookForUpgrade(record, length);
        }
    }

    private void lookForUpgrade(long record, int length) {
        RecordWriter better = upgrade.get(record, window.readableBytes(length), length);
        if (better == null) {
            untilLook = EVENTS_BETWEEN_LOOKS;
        } else {
            writer = better;
        }
    }

    /// Whether events are written by generated code by now.
    boolean isGenerated() {
        return !(writer instanceof InterpretedWriter);
    }

    @Override
    public boolean lost(long newly, long total) {
        buffer.append(lostNotice.text(newly, total));
        return true;
    }

    @Override
    public void close() {
        upgrade.close();
        window.close();
    }
}
