// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

import java.lang.foreign.MemorySegment;

/// What `BPF_PROG_TEST_RUN` takes. Memory of size 0 is sent as a null pointer.
public record TestRunCall(
        int programFd,
        MemorySegment dataIn,
        MemorySegment dataOut,
        MemorySegment contextIn,
        MemorySegment contextOut,
        int repeat) {

    /// What the kernel answered.
    ///
    /// @param status 0 or a negated error number
    public record Answer(long status, int result, int nanoseconds, int dataSize, int contextSize) {}
}
