// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import dev.jig.ebpf.EventHandler;
import dev.jig.ebpf.sys.Descriptors;
import dev.jig.ebpf.sys.NativeSyscalls;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.names.NameService;
import dev.jig.gadget.names.NameSource;
import dev.jig.gadget.output.EventPrinter;
import dev.jig.gadget.output.FieldSelection;
import dev.jig.gadget.output.OutputBuffer;
import dev.jig.gadget.output.OutputMode;
import dev.jig.gadget.output.OutputTarget;
import dev.jig.gadget.output.Terminal;
import dev.jig.gadget.schema.DataSource;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// The product's own JSON output of a gadget, written to a file by write(2).
final class JsonLines implements EventHandler, AutoCloseable {
    private static final long NANOS = 1_000_000_000L;

    private final Descriptors descriptors = new Descriptors(new NativeSyscalls());
    private final int file;
    private final NameService service = NameService.start(JsonLines::bootNanos);
    private final OutputBuffer buffer;
    private final EventPrinter printer;

    JsonLines(GadgetSpec gadget, Path output) throws IOException {
        file = (int) descriptors.open(output.toString(), Descriptors.READ_WRITE);
        if (file < 0) {
            throw new IOException("cannot write " + output);
        }
        OutputTarget target = this::write;
        buffer = new OutputBuffer(target);
        DataSource source = gadget.dataSources().getFirst();
        printer =
                EventPrinter.open(
                        source,
                        OutputMode.JSON,
                        FieldSelection.DEFAULT.fields(source, OutputMode.JSON),
                        NameSource.of(service.users(), service.groups(), service.clock()),
                        buffer,
                        Terminal.NONE);
    }

    @Override
    public void event(MemorySegment memory, long offset, int length) {
        printer.event(memory, offset, length);
    }

    void flush() {
        buffer.flush();
    }

    @Override
    public void close() {
        printer.close();
        buffer.close();
        service.close();
        descriptors.close(file);
    }

    private void write(MemorySegment bytes, long length) {
        for (long done = 0; done < length; ) {
            long written = descriptors.write(file, bytes.address() + done, length - done);
            if (written < 0) {
                throw new IllegalStateException("write: errno " + -written);
            }
            done += written;
        }
    }

    /// Close enough to CLOCK_BOOTTIME on a machine that has not slept.
    private static long bootNanos() {
        return System.nanoTime() / NANOS * NANOS;
    }
}
