// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A record that a test fills.
public final class TestRecord {
    private static final int OFFSET = 24;

    private final byte[] bytes;
    private final ByteBuffer buffer;
    private int length;

    public TestRecord(int size) {
        bytes = new byte[size];
        buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        length = size;
    }

    public static TestRecord of(byte[] bytes) {
        TestRecord record = new TestRecord(bytes.length);
        record.buffer.put(0, bytes);
        return record;
    }

    /// What trace_signal says of `kill -TERM`.
    public static TestRecord signal() {
        return new TestRecord(Schemas.SIGNAL_BYTES)
                .u64(0, 5_000_000_123L)
                .process(8)
                .u32(72, 4243)
                .u32(76, 15)
                .u32(80, 0);
    }

    /// What trace_exec says of a failed `ls`.
    public static TestRecord exec(String... args) {
        return new TestRecord(Schemas.EXEC_BYTES)
                .u64(0, 5_000_000_123L)
                .process(8)
                .u32(72, -1)
                .u32(76, -1)
                .u32(80, 2)
                .u32(84, args.length)
                .u32(92, 34816)
                .u8(96, 1)
                .u64(104, 1_234_567_890_123L)
                .u64(112, 1_795_000_000_000_000_000L)
                .args(args);
    }

    private TestRecord process(int at) {
        return text(at, "bash")
                .u32(at + 16, 4242)
                .u32(at + 20, 4242)
                .u64(at + 24, 4_026_531_841L)
                .u32(at + 32, 1000)
                .u32(at + 36, 1001)
                .text(at + 40, "sshd")
                .u32(at + 56, 4000)
                .u32(at + 60, 4000);
    }

    private TestRecord args(String... args) {
        String joined = String.join("\0", args) + (args.length == 0 ? "" : "\0");
        byte[] utf8 = joined.getBytes(StandardCharsets.UTF_8);
        buffer.put(Schemas.EXEC_ARGS, utf8);
        return u32(88, utf8.length).cut(Schemas.EXEC_ARGS + utf8.length);
    }

    public TestRecord u8(int offset, int value) {
        buffer.put(offset, (byte) value);
        return this;
    }

    public TestRecord u16(int offset, int value) {
        buffer.putShort(offset, (short) value);
        return this;
    }

    public TestRecord u32(int offset, int value) {
        buffer.putInt(offset, value);
        return this;
    }

    public TestRecord u64(int offset, long value) {
        buffer.putLong(offset, value);
        return this;
    }

    public TestRecord bytes(int offset, int... values) {
        for (int i = 0; i < values.length; i++) {
            u8(offset + i, values[i]);
        }
        return this;
    }

    public TestRecord text(int offset, String text) {
        buffer.put(offset, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public TestRecord cut(int newLength) {
        length = newLength;
        return this;
    }

    /// Gives the record to a handler, from native memory that ends with it.
    public <R> R in(Use<R> use) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(OFFSET + (long) length);
            MemorySegment.copy(MemorySegment.ofArray(bytes), 0, memory, OFFSET, length);
            return use.with(memory, OFFSET, length);
        }
    }

    /// Takes a record.
    @FunctionalInterface
    public interface Use<R> {
        R with(MemorySegment memory, long offset, int length);
    }

    /// What a printer makes of this record.
    public String print(OutputMode mode, dev.jig.gadget.schema.DataSource source) {
        return print(mode, source, TestNames.utc());
    }

    public String print(OutputMode mode, dev.jig.gadget.schema.DataSource source, TestNames names) {
        var fields = FieldSelection.DEFAULT.fields(source, mode);
        try (Capture capture = new Capture();
                EventPrinter printer =
                        EventPrinter.open(
                                source, mode, fields, names, capture.buffer(), Terminal.NONE)) {
            in((memory, offset, length) -> {
                printer.event(memory, offset, length);
                return true;
            });
            return capture.text();
        }
    }

    /// The JSON of one field of this record, without its name.
    public String json(dev.jig.gadget.schema.FieldType type) {
        var source = Schemas.source("test", bytes.length, List.of(Schemas.field("x", type)));
        String line = print(OutputMode.JSON, source);
        return line.substring("{\"x\":".length(), line.length() - "}\n".length());
    }

    byte[] content() {
        return Arrays.copyOf(bytes, length);
    }
}
