// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Pages of a descriptor in memory. Owned by whoever made it; after {@link #close()} every access
/// to the segment throws. Any thread.
public final class Mapping implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;

    private Mapping(Descriptors descriptors, long address, long size) {
        segment =
                MemorySegment.ofAddress(address)
                        .reinterpret(size, arena, pages -> descriptors.unmap(address, size));
    }

    /// @param result of {@link Descriptors#map}, not an error
    static Mapping of(Descriptors descriptors, long result, long size) {
        return new Mapping(descriptors, result, size);
    }

    public MemorySegment segment() {
        return segment;
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
