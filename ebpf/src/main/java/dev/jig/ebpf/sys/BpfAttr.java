// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The argument block of one bpf(2) call. Each thread has one and uses it again for every call:
/// {@link #clear()}, put the fields, call.
final class BpfAttr {
    /// More than any kernel's `union bpf_attr` has.
    private static final int SIZE = 256;

    private static final int NAME = 16;

    private static final ThreadLocal<BpfAttr> OF_THREAD = ThreadLocal.withInitial(BpfAttr::new);

    private final MemorySegment memory = Arena.ofAuto().allocate(SIZE, 8);

    private BpfAttr() {}

    /// This thread's block, all zero.
    static BpfAttr clear() {
        BpfAttr attr = OF_THREAD.get();
        attr.memory.fill((byte) 0);
        return attr;
    }

    BpfAttr putInt(int offset, int value) {
        memory.set(JAVA_INT, offset, value);
        return this;
    }

    BpfAttr putLong(int offset, long value) {
        memory.set(JAVA_LONG, offset, value);
        return this;
    }

    /// At most 15 bytes; the sixteenth stays zero.
    BpfAttr putName(int offset, String name) {
        byte[] bytes = name.getBytes(US_ASCII);
        int length = Math.min(bytes.length, NAME - 1);
        MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, offset, length);
        return this;
    }

    int getInt(int offset) {
        return memory.get(JAVA_INT, offset);
    }

    long address() {
        return memory.address();
    }
}
