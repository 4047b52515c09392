// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.output.OutputMode;
import dev.jig.gadget.output.Schemas;
import dev.jig.gadget.output.TestNames;
import dev.jig.gadget.output.TestRecord;
import dev.jig.gadget.schema.FieldType;
import dev.jig.gadget.schema.FieldType.KernelStack;
import dev.jig.gadget.schema.FieldType.StackPart;
import dev.jig.gadget.schema.FieldType.UserStack;
import dev.jig.gadget.stack.AddressSpace.Identity;
import dev.jig.gadget.stack.AddressSpace.Mapping;
import dev.jig.object.elf.ElfSegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How stacks are written.
class StackTextTest {
    private static final int EEXIST = 17;
    private static final int PROCESS = 4242;
    private static final Identity IDENTITY = new Identity(PROCESS, 0x1000, 0x7fff_0000);

    /// Stacks 1 and so on, and one process.
    private record Known(
            Map<Integer, List<Long>> stacks,
            Map<Long, String> functions,
            Optional<AddressSpace> space)
            implements StackSource {
        @Override
        public StackFrames frames(Kind kind) {
            return new StackFrames(StackFrames.MAX * Long.BYTES);
        }

        @Override
        public int read(Kind kind, int id, StackFrames into) {
            List<Long> stack = stacks.get(id);
            if (stack == null) {
                return NONE.read(kind, id, into);
            }
            into.set(stack.stream().mapToLong(Long::longValue).toArray());
            return 0;
        }

        @Override
        public @Nullable AsciiName kernelFunction(long address) {
            String name = functions.get(address);
            return name == null ? null : AsciiName.of(name, 99);
        }

        @Override
        public @Nullable AddressSpace process(int pid, long startCode, long startStack) {
            return space.filter(s -> s.is(pid, startCode, startStack)).orElse(null);
        }
    }

    private static String json(FieldType type, TestRecord record, StackSource stacks) {
        var source = Schemas.source("test", 24, List.of(Schemas.field("x", type)));
        String line = record.print(OutputMode.JSON, source, TestNames.utc().stacks(stacks));
        return line.substring("{\"x\":\"".length(), line.length() - "\"}\n".length());
    }

    private static String kernel(int id) {
        Known known =
                new Known(
                        Map.of(7, List.of(-100L, -200L, -300L), 8, List.of()),
                        Map.of(-100L, "inner", -201L, "outer"),
                        Optional.empty());
        return json(new KernelStack(0), new TestRecord(24).u32(0, id), known);
    }

    @Test
    void kernelStacksAreNamesInnermostFirst() {
        assertThat(kernel(7)).isEqualTo("inner; outer; [unknown]");
        assertThat(kernel(8)).isEmpty();
    }

    @Test
    void whatIsNoStackSaysWhy() {
        assertThat(kernel(-EEXIST)).isEqualTo("[EEXIST]");
        assertThat(kernel(-4000)).isEqualTo("[4000]");
        assertThat(kernel(1)).isEqualTo("[ENOENT]");
    }

    private static String user(StackPart part, int process, Optional<AddressSpace> space) {
        UserStack type = new UserStack(0, 4, 8, 16, part);
        TestRecord record =
                new TestRecord(24)
                        .u32(0, 7)
                        .u32(4, process)
                        .u64(8, IDENTITY.startCode())
                        .u64(16, IDENTITY.startStack());
        List<Long> addresses = List.of(0x2010L, 0x3000L, 0x4010L, 0x5010L, 0x6010L, 0x9000L);
        return json(type, record, new Known(Map.of(7, addresses), Map.of(), space));
    }

    private static Mapping mapping(long start, String name, @Nullable Module module) {
        return new Mapping(
                start, start + 0x1000, 0x800, AsciiName.of(name, 99), "8:1 5", "/" + name, module);
    }

    private static AddressSpace space(boolean gone) {
        Module module =
                new Module(
                        SymbolTableTest.of("main", 0x100810, 0x20, "end", 0x1017f0, 0),
                        List.of(new ElfSegment(1, 5, 0x800, 0x100800, 0x1000, 0x1000)),
                        AsciiName.of("c0ffee", 99));
        List<Mapping> mappings =
                List.of(
                        mapping(0x2000, "prog", module),
                        mapping(0x4000, "stripped.so", Module.UNKNOWN),
                        mapping(0x5000, "late.so", null),
                        mapping(0x6000, "", Module.UNKNOWN));
        return new AddressSpace(IDENTITY, gone ? List.of() : mappings, gone, 0);
    }

    private static final String ADDRESSES = "0x2010; 0x3000; 0x4010; 0x5010; 0x6010; 0x9000";

    @Test
    void userStacksAreNamedAsFarAsTheyCanBe() {
        Optional<AddressSpace> space = Optional.of(space(false));
        assertThat(user(StackPart.SYMBOLS, PROCESS, space))
                .isEqualTo("main; end; stripped.so+0x80f; late.so+0x80f; [unknown]; [unknown]");
        assertThat(user(StackPart.BUILD_IDS, PROCESS, space))
                .isEqualTo(
                        "c0ffee+0x100810; c0ffee+0x1017ff; [unknown]; [unknown]; [unknown];"
                                + " [unknown]");
        assertThat(user(StackPart.ADDRESSES, PROCESS, space)).isEqualTo(ADDRESSES);
    }

    @Test
    void whoHasGoneLeavesAddresses() {
        assertThat(user(StackPart.SYMBOLS, PROCESS, Optional.of(space(true)))).isEqualTo(ADDRESSES);
        assertThat(user(StackPart.SYMBOLS, PROCESS, Optional.empty())).isEqualTo(ADDRESSES);
        assertThat(user(StackPart.BUILD_IDS, PROCESS + 1, Optional.of(space(false))))
                .isEqualTo(ADDRESSES);
    }

    @Test
    void noStackWasTaken() {
        assertThat(user(StackPart.SYMBOLS, 0, Optional.of(space(false)))).isEmpty();
    }
}
