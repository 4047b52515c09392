// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.Bytes;
import dev.jig.object.MapSpec;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/// A map in the kernel. It belongs to the {@link BpfObject} it was made by, or else to whoever
/// created or opened it. Keys and values are raw bytes in native byte order. Values of a per-CPU
/// map are those of all possible CPUs in order, each padded to 8 bytes. Safe for use by several
/// threads.
public final class BpfMap implements AutoCloseable {
    private BpfMap() {}

    /// Creates a map that belongs to no object; BTF, slots and pinning of the spec are not used.
    public static BpfMap create(MapSpec spec, Kernel kernel) {
        throw new UnsupportedOperationException("" + spec);
    }

    /// Opens a map that somebody pinned.
    public static BpfMap openPinned(Path path, Kernel kernel) {
        throw new UnsupportedOperationException("" + path);
    }

    /// The name in the object.
    public String name() {
        return spec().name();
    }

    /// The map as it is in the kernel, sizes corrected.
    public MapSpec spec() {
        throw new UnsupportedOperationException();
    }

    /// The file descriptor, owned by this map.
    public int fd() {
        throw new UnsupportedOperationException();
    }

    /// The kernel's number of this map (4.13).
    public int id() {
        throw new UnsupportedOperationException();
    }

    /// Bytes of one value as calls transfer it: for a per-CPU map those of all CPUs.
    public int valueBytes() {
        throw new UnsupportedOperationException();
    }

    /// Bytes from one CPU's value to the next; the value size where there is one value only.
    public int valueStride() {
        throw new UnsupportedOperationException();
    }

    public Optional<Bytes> lookup(Bytes key) {
        throw new UnsupportedOperationException("" + key);
    }

    /// Copies a value to native memory.
    ///
    /// @return false if there is no such key
    public boolean lookup(MemorySegment key, MemorySegment value) {
        throw new UnsupportedOperationException("" + key + value);
    }

    /// @throws KernelException EEXIST or ENOENT if the mode does not allow it, E2BIG if the map is
    ///   full
    public void update(Bytes key, Bytes value, UpdateMode mode) {
        throw new UnsupportedOperationException("" + key + value + mode);
    }

    /// Creates or replaces.
    public void put(Bytes key, Bytes value) {
        update(key, value, UpdateMode.ANY);
    }

    /// @return false if there is no such key
    public boolean delete(Bytes key) {
        throw new UnsupportedOperationException("" + key);
    }

    /// Takes a value out (hash maps since 5.14, queues and stacks since 4.20 with an empty key);
    /// hash maps of older kernels are read and then deleted.
    public Optional<Bytes> take(Bytes key) {
        throw new UnsupportedOperationException("" + key);
    }

    /// The key after this one in the map's own order.
    ///
    /// @param key empty for the first
    public Optional<Bytes> nextKey(Bytes key) {
        throw new UnsupportedOperationException("" + key);
    }

    /// Hands out all entries, by batches where the kernel has them (5.6). An entry that is changed
    /// meanwhile may be handed out in either state, one that is deleted may make others come twice.
    ///
    /// @return how many
    public int forEach(EntryHandler handler) {
        throw new UnsupportedOperationException("" + handler);
    }

    /// Hands out all entries and removes them, by batches where the kernel has them (5.6).
    ///
    /// @return how many
    public int takeAll(EntryHandler handler) {
        throw new UnsupportedOperationException("" + handler);
    }

    /// Writes many entries, by batches where the kernel has them (5.6).
    ///
    /// @param keys the keys one after another
    /// @param values as many values of {@link #valueBytes()}
    public void updateAll(Bytes keys, Bytes values) {
        throw new UnsupportedOperationException("" + keys + values);
    }

    /// Makes the map read-only for user space (5.2).
    public void freeze() {
        throw new UnsupportedOperationException();
    }

    /// The values of an array map as memory shared with the kernel (5.5); the map owns the mapping.
    /// Empty if the map is not one that can be mapped.
    public Optional<MemorySegment> memory() {
        throw new UnsupportedOperationException();
    }

    /// Kernel memory this map holds, in bytes, as the kernel accounts for it.
    public long lockedBytes() {
        throw new UnsupportedOperationException();
    }

    /// Gives the map a name on bpffs, which keeps it alive until the name is removed.
    public void pin(Path path) {
        throw new UnsupportedOperationException("" + path);
    }

    /// Closes the descriptor and the mapping; closing twice does nothing.
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
