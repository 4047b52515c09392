// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A few instructions for a probe, without object file, maps or types.
final class Code {
    /// `r0 = 0`
    static final long RETURN_ZERO = instruction(0xb7, 0, 0, 0, 0);

    static final long EXIT = instruction(0x95, 0, 0, 0, 0);

    private static final boolean BIG = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

    private final List<Long> slots = new ArrayList<>();

    private Code() {}

    static Code of(long... slots) {
        Code code = new Code();
        for (long slot : slots) {
            code.slots.add(slot);
        }
        return code;
    }

    /// What does nothing and returns zero.
    static Code trivial() {
        return of(RETURN_ZERO, EXIT);
    }

    static long instruction(int opcode, int dst, int src, int offset, int imm) {
        return BIG
                ? (long) opcode << 56
                        | (long) dst << 52
                        | (long) src << 48
                        | (offset & 0xffffL) << 32
                        | (imm & 0xffffffffL)
                : (long) imm << 32 | (offset & 0xffffL) << 16 | src << 12 | dst << 8 | opcode;
    }

    static long call(int helper) {
        return instruction(0x85, 0, 0, 0, helper);
    }

    MemorySegment allocate(SegmentAllocator allocator) {
        MemorySegment code = allocator.allocate(ValueLayout.JAVA_LONG, slots.size());
        for (int i = 0; i < slots.size(); i++) {
            code.setAtIndex(ValueLayout.JAVA_LONG, i, slots.get(i));
        }
        return code;
    }
}
