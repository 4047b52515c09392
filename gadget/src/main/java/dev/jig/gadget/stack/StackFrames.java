// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.stack;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.jig.ebpf.BpfMap;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The addresses of one stack after another, the innermost first. Belongs to one thread; its memory
/// is freed when nobody uses it any more.
public final class StackFrames {
    /// Frames that are looked at: what the kernel collects unless it is told otherwise (the sysctl
    /// `perf_event_max_stack`).
    public static final int MAX = 127;

    private static final int ENOENT = 2;

    private final MemorySegment key;
    private final MemorySegment addresses;
    private int count;

    /// @param bytes of a stack in its map
    StackFrames(int bytes) {
        Arena arena = Arena.ofAuto();
        key = arena.allocate(JAVA_INT);
        addresses = arena.allocate(bytes, Long.BYTES);
    }

    /// Takes on another stack. Allocates nothing.
    ///
    /// @param id what bpf_get_stackid gave: its number, or a negative errno
    /// @return 0, or the errno of the id, or ENOENT if there is no such stack
    int read(BpfMap map, int id) {
        count = 0;
        if (id < 0) {
            return -id;
        }
        key.set(JAVA_INT, 0, id);
        if (!map.lookup(key, addresses)) {
            return ENOENT;
        }
        int most = (int) Math.min(MAX, addresses.byteSize() / Long.BYTES);
        while (count < most && address(count) != 0) {
            count++;
        }
        return 0;
    }

    /// Takes on a stack that is in no map.
    void set(long... stack) {
        MemorySegment.copy(stack, 0, addresses, JAVA_LONG, 0, stack.length);
        count = stack.length;
    }

    public int count() {
        return count;
    }

    public long address(int index) {
        return addresses.getAtIndex(JAVA_LONG, index);
    }

    /// An address inside the instruction that is being executed, or that made the call: what a call
    /// returns to may belong to the next function.
    public long place(int index) {
        return index == 0 ? address(index) : address(index) - 1;
    }
}
