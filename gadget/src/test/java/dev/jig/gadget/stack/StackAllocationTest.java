// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.jig.gadget.output.EventPrinter;
import dev.jig.gadget.output.OutputBuffer;
import dev.jig.gadget.output.OutputMode;
import dev.jig.gadget.output.Schemas;
import dev.jig.gadget.output.Terminal;
import dev.jig.gadget.output.TestNames;
import dev.jig.gadget.output.TestRecord;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.FieldType.KernelStack;
import dev.jig.gadget.schema.FieldType.StackPart;
import dev.jig.gadget.schema.FieldType.UserStack;
import dev.jig.gadget.stack.AddressSpace.Identity;
import dev.jig.gadget.stack.AddressSpace.Mapping;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Naming what is known allocates nothing.
class StackAllocationTest {
    /// More than it takes until the writer is replaced.
    private static final int WARM_UP = 21_000;

    private static final int EVENTS = 20_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// One stack of two frames, in one file of one process.
    private static final class OneStack implements StackSource {
        private final long[] addresses = {0x2010, 0x2018};
        private final AsciiName name = AsciiName.of("function", 99);
        private final AddressSpace space =
                new AddressSpace(
                        new Identity(7, 1, 2),
                        List.of(mapping(SymbolTableTest.of("main", 16, 4, "end", 20, 0))),
                        false,
                        0);

        private Mapping mapping(SymbolTable symbols) {
            Module module = new Module(symbols, List.of(), name);
            return new Mapping(0x2000, 0x3000, 0, name, "8:1 5", "/x", module);
        }

        @Override
        public StackFrames frames(Kind kind) {
            return new StackFrames(StackFrames.MAX * Long.BYTES);
        }

        @Override
        public int read(Kind kind, int id, StackFrames into) {
            into.set(addresses);
            return 0;
        }

        @Override
        public @Nullable AsciiName kernelFunction(long address) {
            return name;
        }

        @Override
        public @Nullable AddressSpace process(int pid, long startCode, long startStack) {
            return space.is(pid, startCode, startStack) ? space : null;
        }
    }

    private static DataSource source() {
        return Schemas.source(
                "test",
                24,
                List.of(
                        Schemas.field("kernel", new KernelStack(0)),
                        Schemas.field("user", new UserStack(0, 4, 8, 16, StackPart.SYMBOLS)),
                        Schemas.field("ids", new UserStack(0, 4, 8, 16, StackPart.BUILD_IDS))));
    }

    @ParameterizedTest
    @EnumSource(
            value = OutputMode.class,
            names = {"COLUMNS", "JSON", "YAML"})
    void printingAllocatesNothing(OutputMode mode) {
        DataSource source = source();
        TestNames names = TestNames.utc().stacks(new OneStack());
        TestRecord record = new TestRecord(24).u32(4, 7).u64(8, 1).u64(16, 2);
        assertThat(record.print(mode, source, names))
                .contains("function; function", "main; end", "function+0x10; function+0x17");
        try (OutputBuffer buffer = new OutputBuffer((_, _) -> {});
                EventPrinter printer =
                        EventPrinter.open(
                                source, mode, source.fields(), names, buffer, Terminal.NONE)) {
            long allocated =
                    record.in((memory, offset, length) -> {
                        for (int i = 0; i < WARM_UP; i++) {
                            printer.event(memory, offset, length);
                        }
                        long before = THREADS.getCurrentThreadAllocatedBytes();
                        for (int i = 0; i < EVENTS; i++) {
                            printer.event(memory, offset, length);
                        }
                        return THREADS.getCurrentThreadAllocatedBytes() - before;
                    });
            assertThat(allocated).isLessThan(EVENTS / 2);
        }
    }
}
