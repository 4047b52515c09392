// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.jig.object.Bytes;
import dev.jig.object.VariableSpec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A global variable of a loaded object, live. Where the kernel lets its section be mapped (5.5)
/// reading takes a nanosecond, else a system call. Safe for use by several threads; valid until the
/// object is closed, after which calls throw IllegalStateException.
public final class VariableView {
    private static final VarHandle BYTE = JAVA_BYTE.varHandle();
    private static final VarHandle SHORT = ValueLayout.JAVA_SHORT.varHandle();
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final Bytes ONLY_KEY = Bytes.zeros(Integer.BYTES);

    private final VariableSpec spec;
    private final BpfMap map;
    private final @Nullable MemorySegment memory;

    VariableView(VariableSpec spec, BpfMap map) {
        this.spec = spec;
        this.map = map;
        this.memory =
                map.memory().map(pages -> pages.asSlice(spec.offset(), spec.size())).orElse(null);
    }

    public VariableSpec spec() {
        return spec;
    }

    /// The value of an integer of 1, 2, 4 or 8 bytes, without sign, read at once and with acquire
    /// semantics.
    ///
    /// @throws IllegalStateException if the variable is of another size
    public long getLong() {
        MemorySegment mapped = memory;
        MemorySegment value = mapped != null ? mapped : copy();
        return switch (spec.size()) {
            case 1 -> (byte) BYTE.getVolatile(value, 0L) & 0xffL;
            case 2 -> (short) SHORT.getAcquire(value, 0L) & 0xffffL;
            case 4 -> (int) INT.getAcquire(value, 0L) & 0xffffffffL;
            case 8 -> (long) LONG.getAcquire(value, 0L);
            default -> throw noInteger();
        };
    }

    /// The bytes. Those of a variable larger than 8 bytes may change while they are read.
    public Bytes get() {
        MemorySegment mapped = memory;
        return mapped != null
                ? Bytes.copyOf(mapped.toArray(JAVA_BYTE))
                : section().slice(spec.offset(), spec.size());
    }

    /// Writes an integer of 1, 2, 4 or 8 bytes at once and with release semantics; where its
    /// section cannot be mapped, other variables of the section that programs write meanwhile may
    /// be set back.
    ///
    /// @throws UnsupportedOperationException if the variable is in a read-only section
    public void setLong(long value) {
        MemorySegment mapped = memory;
        if (mapped == null) {
            MemorySegment copy = copy();
            put(copy, value);
            set(Bytes.copyOf(copy.asSlice(0, spec.size()).toArray(JAVA_BYTE)));
        } else {
            requireWritable();
            put(mapped, value);
        }
    }

    private void put(MemorySegment target, long value) {
        switch (spec.size()) {
            case 1 -> BYTE.setVolatile(target, 0L, (byte) value);
            case 2 -> SHORT.setRelease(target, 0L, (short) value);
            case 4 -> INT.setRelease(target, 0L, (int) value);
            case 8 -> LONG.setRelease(target, 0L, value);
            default -> throw noInteger();
        }
    }

    /// @throws UnsupportedOperationException if the variable is in a read-only section
    /// @throws IllegalArgumentException if the size differs
    public void set(Bytes value) {
        requireWritable();
        if (value.size() != spec.size()) {
            throw new IllegalArgumentException(
                    "set variable %s: %d bytes given, its size is %d"
                            .formatted(spec.name(), value.size(), spec.size()));
        }
        MemorySegment mapped = memory;
        if (mapped != null) {
            mapped.copyFrom(MemorySegment.ofArray(value.toArray()));
        } else {
            map.put(ONLY_KEY, section().patched(spec.offset(), value));
        }
    }

    private void requireWritable() {
        if (map.frozen()) {
            throw new UnsupportedOperationException(
                    "set variable %s: section %s is read-only once it is loaded"
                            .formatted(spec.name(), spec.map()));
        }
    }

    private Bytes section() {
        return map.lookup(ONLY_KEY).orElse(Bytes.zeros(map.valueBytes()));
    }

    /// Direct memory, because heap memory has no aligned longs.
    private MemorySegment copy() {
        Bytes value = get();
        ByteBuffer direct = ByteBuffer.allocateDirect(Math.max(value.size(), Long.BYTES));
        return MemorySegment.ofBuffer(direct).copyFrom(MemorySegment.ofArray(value.toArray()));
    }

    private IllegalStateException noInteger() {
        return new IllegalStateException(
                "use variable %s: its size is %d, no integer's"
                        .formatted(spec.name(), spec.size()));
    }
}
