// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

import java.lang.foreign.MemorySegment;

/// What `BPF_LINK_CREATE` takes.
///
/// @param targetFd what the program is attached to, 0 for none
/// @param iteratorInfo the argument of an iterator, empty for none
public record LinkCreation(
        int programFd, int targetFd, int attachType, MemorySegment iteratorInfo) {
    public static final int RAW_TRACEPOINT_BTF = 23;
    public static final int FENTRY = 24;
    public static final int ITERATOR = 28;
    public static final int PERF_EVENT = 41;
    public static final int KPROBE_MULTI = 42;

    public static LinkCreation of(int programFd, int targetFd, int attachType) {
        return new LinkCreation(programFd, targetFd, attachType, MemorySegment.NULL);
    }
}
