// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import com.sun.management.ThreadMXBean;
import dev.jig.gadget.schema.ContainerFields;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.gadget.schema.FieldType.Text;
import dev.jig.gadget.schema.FieldType.Timestamp;
import dev.jig.gadget.schema.FieldType.Whole;
import dev.jig.gadget.value.RecordWindow;
import dev.jig.gadget.value.ValueContext;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// What an event costs as JSON, in nanoseconds of processor time: `main` prints a table. The events
/// lie one after another in 4 MiB of memory, as in a ring buffer, so that the cache's misses do not
/// hide what is measured. The last row is the one before with the fields of containers.
final class WriterBench {
    private static final long RING_BYTES = 4L << 20;
    private static final int ROUNDS = 300;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private WriterBench() {}

    /// @param args `generated` or `interpreted`, both if none
    public static void main(String[] args) {
        PrintStream out = System.out;
        out.println("schema     writer       median ns/event   least   first round   bytes");
        for (String writer : args.length > 0 ? args : new String[] {"interpreted", "generated"}) {
            Function<DocumentPlan, RecordWriter> make =
                    writer.equals("generated") ? GeneratedWriter::of : InterpretedWriter::new;
            TestRecord exec = TestRecord.exec("/usr/bin/ls", "-l", "--color=auto", "/tmp");
            measure(out, writer, fourteen(), fourteenRecord(), make);
            measure(out, writer, Schemas.signal(), TestRecord.signal(), make);
            measure(out, writer, Schemas.exec(), exec, make);
            measure(out, writer, ContainerFields.add(Schemas.exec(), true), exec, make);
        }
    }

    /// Fourteen fields as in a hand-written C reader's line.
    private static DataSource fourteen() {
        List<Field> fields = new ArrayList<>();
        fields.add(Schemas.field("timestamp", new Timestamp(0)));
        fields.add(Schemas.field("mntns_id", new Whole(8, 8, false)));
        List<String> numbers = List.of("pid", "tid", "ppid", "uid", "gid", "tpid", "sig", "cpu");
        for (int i = 0; i < numbers.size(); i++) {
            fields.add(Schemas.field(numbers.get(i), Schemas.u32(16 + 4 * i)));
        }
        fields.add(Schemas.field("error", new Whole(48, 4, true)));
        fields.add(Schemas.field("comm", new Text(52, 16)));
        fields.add(Schemas.field("pcomm", new Text(68, 16)));
        fields.add(Schemas.field("seq", new Whole(88, 8, false)));
        return Schemas.source("fourteen", 128, fields);
    }

    private static TestRecord fourteenRecord() {
        TestRecord record = new TestRecord(128).u64(0, 5_000_000_123L).u64(8, 4_026_531_841L);
        int[] numbers = {31337, 31337, 4000, 0, 0, 4242, 1, 1};
        for (int i = 0; i < numbers.length; i++) {
            record.u32(16 + 4 * i, numbers[i]);
        }
        return record.text(52, "cbench").text(68, "systemd-journal").u64(88, 123_456);
    }

    private static void measure(
            PrintStream out,
            String name,
            DataSource source,
            TestRecord record,
            Function<DocumentPlan, RecordWriter> make) {
        List<Field> fields = FieldSelection.DEFAULT.fields(source, OutputMode.JSON);
        DocumentPlan plan =
                DocumentPrinter.plan(
                        FieldTree.of(fields), OutputMode.JSON, ValueContext.of(TestNames.utc()));
        RecordWriter writer = make.apply(plan);
        try (Ring ring = new Ring(record.content());
                RecordWindow window = new RecordWindow(fields.stream().map(Field::type).toList());
                OutputBuffer buffer = new OutputBuffer((_, _) -> {})) {
            double[] nanos = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                nanos[round] = ring.drain(window, writer, buffer, plan.maxBytes());
            }
            double first = nanos[0];
            double[] warm = Arrays.copyOfRange(nanos, ROUNDS / 2, ROUNDS);
            Arrays.sort(warm);
            out.printf(
                    "%-10s %-12s %15.1f %7.1f %13.0f %7d%n",
                    source.name(),
                    name,
                    warm[warm.length / 2],
                    warm[0],
                    first,
                    record.print(OutputMode.JSON, source).length());
        }
    }

    /// Copies of a record whose times move on.
    private static final class Ring implements AutoCloseable {
        private static final int HEADER_BYTES = 8;
        private static final long NANOS_APART = 700;

        private final Arena arena = Arena.ofConfined();
        private final MemorySegment memory = arena.allocate(RING_BYTES, 4096);
        private final int length;
        private final int stride;
        private final int events;

        Ring(byte[] record) {
            length = record.length;
            stride = (length + 7) / 8 * 8 + HEADER_BYTES;
            events = (int) (RING_BYTES / stride);
            MemorySegment first = MemorySegment.ofArray(record);
            long time = first.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
            for (int i = 0; i < events; i++) {
                long at = (long) i * stride;
                MemorySegment.copy(first, 0, memory, at, length);
                memory.set(ValueLayout.JAVA_LONG_UNALIGNED, at, time + NANOS_APART * i);
            }
        }

        double drain(RecordWindow window, RecordWriter writer, OutputBuffer buffer, int maxBytes) {
            long before = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < events; i++) {
                long record = window.address(memory, (long) i * stride, length);
                buffer.commit(writer.write(record, length, buffer.reserve(maxBytes)));
            }
            return (THREADS.getCurrentThreadCpuTime() - before) / (double) events;
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
