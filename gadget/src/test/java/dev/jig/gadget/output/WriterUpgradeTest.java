// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.schema.DataSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WriterUpgradeTest {
    private static final int EVENTS = 60_000;

    private static boolean isRunning() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("jig-writer"));
    }

    @Test
    void aBusyStreamGoesOnUnchangedAndLeavesNoThread() throws InterruptedException {
        DataSource source = Schemas.exec();
        TestRecord record = TestRecord.exec("ls", "-l");
        String line = record.print(OutputMode.JSON, source);
        AtomicLong written = new AtomicLong();
        try (OutputBuffer buffer = new OutputBuffer((_, length) -> written.addAndGet(length));
                DocumentPrinter printer =
                        new DocumentPrinter(
                                source,
                                OutputMode.JSON,
                                FieldSelection.DEFAULT.fields(source, OutputMode.JSON),
                                TestNames.utc(),
                                buffer)) {
            int events = 0;
            while (events < EVENTS || !printer.isGenerated()) {
                print(printer, record);
                events++;
            }
            buffer.flush();
            assertThat(written.get()).isEqualTo((long) events * line.length());
        }
        assertThat(isRunning()).isFalse();
    }

    private static void print(EventPrinter printer, TestRecord record) {
        record.in((memory, offset, length) -> {
            printer.event(memory, offset, length);
            return true;
        });
    }

    @Test
    void closingEndsTheWork() {
        DataSource source = Schemas.signal();
        TestRecord record = TestRecord.signal();
        try (OutputBuffer buffer = new OutputBuffer((_, _) -> {});
                DocumentPrinter printer =
                        new DocumentPrinter(
                                source,
                                OutputMode.YAML,
                                source.fields(),
                                TestNames.utc(),
                                buffer)) {
            for (int i = 0; i < 20_000; i++) {
                print(printer, record);
            }
        }
        assertThat(isRunning()).isFalse();
    }
}
