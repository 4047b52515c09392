// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import dev.jig.gadget.names.NameSource;
import dev.jig.gadget.schema.Column;
import dev.jig.gadget.schema.Field;
import dev.jig.gadget.value.FieldWriter;
import dev.jig.gadget.value.Memory;
import dev.jig.gadget.value.RecordWindow;
import dev.jig.gadget.value.ValueContext;
import dev.jig.gadget.value.Values;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Prints events as rows of a table. On a terminal the columns share its width and values are cut;
/// elsewhere widths are the least ones and values are whole.
final class ColumnsPrinter implements EventPrinter {
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";

    private final List<Column> columns;
    private final FieldWriter[] writers;
    private final byte[][] headers;
    private final int cellBytes;
    private final OutputBuffer buffer;
    private final ValueContext context;
    private final RecordWindow window;
    private final boolean cut;
    private final boolean colour;
    private final boolean clears;

    private volatile int terminalWidth;
    private int fittedWidth;
    private int[] widths;
    private int rowBytes;
    private boolean started;
    private boolean headed;

    /// @param clearing whether an empty screen is wanted for each reading of all there is
    ColumnsPrinter(
            List<Field> fields,
            NameSource names,
            OutputBuffer buffer,
            Terminal terminal,
            boolean clearing) {
        this.columns = fields.stream().map(Field::column).toList();
        this.context = ValueContext.of(names);
        this.writers = fields.stream().map(f -> writer(f, context)).toArray(FieldWriter[]::new);
        this.headers =
                columns.stream()
                        .map(c ->
                                CellNotation.STRINGS
                                        .of(c.header())
                                        .getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new);
        this.cellBytes = largestCell();
        this.buffer = buffer;
        this.window = new RecordWindow(fields.stream().map(Field::type).toList());
        this.cut = terminal.width() > 0;
        this.colour = terminal.colour();
        this.clears = clearing && cut;
        this.terminalWidth = terminal.width();
        this.widths = ColumnWidths.wanted(columns);
        fitTo(terminal.width());
    }

    private static FieldWriter writer(Field field, ValueContext context) {
        return Values.spelling(field.type(), new CellNotation(field.column()), context).value();
    }

    private int largestCell() {
        int largest = 0;
        for (int i = 0; i < writers.length; i++) {
            int header = headers[i].length + Memory.SLACK;
            largest = Math.max(largest, Math.max(header, writers[i].maxBytes()));
        }
        return largest;
    }

    private void fitTo(int newWidth) {
        fittedWidth = newWidth;
        if (cut) {
            widths = ColumnWidths.fitted(columns, newWidth);
        }
        rowBytes = 1 + Memory.SLACK;
        for (int i = 0; i < writers.length; i++) {
            int text = Math.max(headers[i].length, writers[i].maxBytes());
            rowBytes = Math.addExact(rowBytes, text + widths[i] + Cells.MARK_BYTES + 1);
        }
    }

    @Override
    public void start() {
        started = true;
        headed = true;
        buffer.append(colour ? BOLD : "");
        long row = buffer.reserve(Math.addExact(rowBytes, cellBytes));
        long aside = row + rowBytes;
        long out = row;
        for (int i = 0; i < headers.length; i++) {
            long end = Memory.copy(headers[i], headers[i].length, aside);
            out = writeCell(i, aside, end, out);
        }
        buffer.commit(endRow(row, out, !colour));
        buffer.append(colour ? PLAIN + "\n" : "");
    }

    @Override
    public void batch() {
        if (clears) {
            buffer.append(HOME_AND_CLEAR);
        }
        if (clears || !headed) {
            start();
        }
        headed = false;
    }

    @Override
    public void event(MemorySegment memory, long offset, int length) {
        int width = terminalWidth;
        if (width != fittedWidth) {
            adapt(width);
        }
        long record = window.address(memory, offset, length);
        long row = buffer.reserve(Math.addExact(rowBytes, cellBytes));
        buffer.commit(writeRow(record, length, row));
    }

    private void adapt(int newWidth) {
        fitTo(newWidth);
        if (started) {
            start();
        }
    }

    private long writeRow(long record, int length, long row) {
        context.time().startEvent();
        long aside = row + rowBytes;
        long out = row;
        for (int i = 0; i < writers.length; i++) {
            long end = writers[i].write(record, length, aside);
            out = writeCell(i, aside, end, out);
        }
        return endRow(row, out, true);
    }

    private long writeCell(int index, long from, long end, long out) {
        Column column = columns.get(index);
        int width = widths[index];
        long written =
                cut
                        ? Cells.fit(from, end, width, column.right(), column.ellipsis(), out)
                        : Cells.pad(from, end, width, column.right(), out);
        Memory.putByte(written, ' ');
        return written + 1;
    }

    /// Takes the spaces at the end of a row away.
    private static long endRow(long row, long end, boolean newLine) {
        long out = end;
        while (out > row && Memory.unsignedByte(out - 1) == ' ') {
            out--;
        }
        if (newLine) {
            Memory.putByte(out++, '\n');
        }
        return out;
    }

    @Override
    public boolean lost(long newly, long total) {
        return false;
    }

    @Override
    public void resize(int newColumns) {
        if (cut) {
            terminalWidth = Math.clamp(newColumns, 1, Terminal.MAX_WIDTH);
        }
    }

    @Override
    public void close() {
        window.close();
    }
}
