// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import java.lang.foreign.MemorySegment;

/// Takes the entries of a map, one call each. Key and value are in native byte order, lie in native
/// memory and are valid until the call returns.
@FunctionalInterface
public interface EntryHandler {
    /// The key starts at `key` of `keys` and has the map's key size; the value starts at `value` of
    /// `values` and has {@link BpfMap#valueBytes()}.
    void entry(MemorySegment keys, long key, MemorySegment values, long value);
}
