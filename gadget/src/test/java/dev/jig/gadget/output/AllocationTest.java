// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.jig.gadget.filter.EventFilter;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The event path allocates nothing.
class AllocationTest {
    private static final int WARM_UP = 20_000;
    private static final int EVENTS = 50_000;

    /// Less than one byte an event: what the measurement itself and class loading take.
    private static final long NEGLIGIBLE = EVENTS / 2;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static long allocated(Runnable event) {
        for (int i = 0; i < WARM_UP; i++) {
            event.run();
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < EVENTS; i++) {
            event.run();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static List<TestRecord> records() {
        return List.of(TestRecord.exec("/bin/sh", "-c", "echo \"é\" \u001b[2J"), TestRecord.exec());
    }

    private static void inMemory(TestRecord record, TestRecord.Use<Boolean> use) {
        record.in(use);
    }

    @ParameterizedTest
    @EnumSource(OutputMode.class)
    void printingAllocatesNothing(OutputMode mode) {
        for (Terminal terminal : List.of(Terminal.NONE, new Terminal(80, true))) {
            for (TestRecord record : records()) {
                try (OutputBuffer buffer = new OutputBuffer((_, _) -> {});
                        EventPrinter printer = open(mode, buffer, terminal)) {
                    inMemory(
                            record,
                            (memory, offset, length) -> {
                                assertNothing(() -> printer.event(memory, offset, length));
                                return true;
                            });
                }
            }
        }
    }

    private static EventPrinter open(OutputMode mode, OutputBuffer buffer, Terminal terminal) {
        DataSource source = Schemas.exec();
        List<Field> fields = FieldSelection.DEFAULT.fields(source, mode);
        return EventPrinter.open(source, mode, fields, TestNames.utc(), buffer, terminal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proc.pid!=1,proc.creds.uid>=10,timestamp_raw>5",
                "comm==bash,comm<zsh,proc.parent.comm~ssh",
                "error==ENOENT,user==ann,args~echo,args!=ls,timestamp~2026",
            })
    void filteringAllocatesNothing(String text) {
        TestRecord record = TestRecord.exec("/bin/sh", "-c", "echo hello");
        try (EventFilter filter =
                EventFilter.parse(
                        text.replace("user", "proc.creds.user"), Schemas.exec(), TestNames.utc())) {
            inMemory(
                    record,
                    (memory, offset, length) -> {
                        assertThat(filter.test(memory, offset, length)).isTrue();
                        assertNothing(() -> filter.test(memory, offset, length));
                        return true;
                    });
        }
    }

    @Test
    void shortRecordsAllocateNothing() {
        DataSource source = Schemas.signal();
        try (OutputBuffer buffer = new OutputBuffer((_, _) -> {});
                EventPrinter printer =
                        EventPrinter.open(
                                source,
                                OutputMode.JSON,
                                source.fields(),
                                TestNames.utc(),
                                buffer,
                                Terminal.NONE);
                Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(40);
            assertNothing(() -> printer.event(memory, 0, 40));
        }
    }

    private static void assertNothing(Runnable event) {
        assertThat(allocated(event)).isLessThan(NEGLIGIBLE);
    }
}
