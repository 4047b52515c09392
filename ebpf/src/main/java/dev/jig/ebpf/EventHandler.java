// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import java.lang.foreign.MemorySegment;

/// Takes events. The event's bytes are `length` bytes of `memory` from `offset` on, 8-byte aligned
/// from a ring buffer, 4-byte aligned from a perf buffer (where up to 7 bytes of padding count as
/// the event's). They are the kernel's own memory and valid until the call returns: format or copy
/// them, keep nothing.
@FunctionalInterface
public interface EventHandler {
    void event(MemorySegment memory, long offset, int length);
}
