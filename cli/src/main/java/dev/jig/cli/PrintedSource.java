// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.filter.EventFilter;
import dev.jig.gadget.output.EventPrinter;
import dev.jig.gadget.output.OutputBuffer;
import dev.jig.gadget.run.EventSink;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Filters and prints the events of one data source. Allocates nothing an event.
final class PrintedSource implements EventSink, AutoCloseable {
    private static final long NANOS_BETWEEN_LOOKS = 250_000_000;

    private final String name;
    private final EventPrinter printer;
    private final @Nullable EventFilter filter;
    private final OutputBuffer buffer;
    private final Console console;
    private long lost;
    private long looked = System.nanoTime();

    PrintedSource(
            String name,
            EventPrinter printer,
            @Nullable EventFilter filter,
            OutputBuffer buffer,
            Console console) {
        this.name = name;
        this.printer = printer;
        this.filter = filter;
        this.buffer = buffer;
        this.console = console;
    }

    @Override
    public boolean event(MemorySegment memory, long offset, int length) {
        if (filter != null && !filter.test(memory, offset, length)) {
            return false;
        }
        printer.event(memory, offset, length);
        return true;
    }

    @Override
    public void batch() {
        printer.batch();
    }

    @Override
    public void lost(long sinceLast, long total) {
        lost = total;
        if (!printer.lost(sinceLast, total)) {
            console.say(
                    "lost: %d events of data source %s (%d since the start)"
                            .formatted(sinceLast, name, total));
        }
    }

    /// Gives what was printed to the reader, and follows the terminal's width: the JVM keeps the
    /// signal that tells of it to itself.
    @Override
    public void idle() {
        buffer.flush();
        long now = System.nanoTime();
        if (now - looked >= NANOS_BETWEEN_LOOKS) {
            looked = now;
            int columns = console.tty().columns();
            if (columns > 0) {
                printer.resize(columns);
            }
        }
    }

    long lost() {
        return lost;
    }

    @Override
    public void close() {
        printer.close();
        if (filter != null) {
            filter.close();
        }
    }
}
