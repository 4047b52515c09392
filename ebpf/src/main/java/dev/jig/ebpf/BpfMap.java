// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.ebpf.proc.Fields;
import dev.jig.ebpf.sys.Bpf;
import dev.jig.ebpf.sys.Descriptors;
import dev.jig.ebpf.sys.MapCreation;
import dev.jig.ebpf.sys.Mapping;
import dev.jig.ebpf.sys.SystemCallException;
import dev.jig.object.Bytes;
import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A map in the kernel. It belongs to the {@link BpfObject} it was made by, or else to whoever
/// created or opened it. Keys and values are raw bytes in native byte order. Values of a per-CPU
/// map are those of all possible CPUs in order, each padded to 8 bytes. Safe for use by several
/// threads; calls after {@link #close()} throw IllegalStateException.
public final class BpfMap implements AutoCloseable {
    private final Kernel kernel;
    private final Bpf bpf;
    private final MapSpec spec;
    private volatile int fd;
    private volatile boolean frozen;
    private @Nullable Mapping mapping;

    BpfMap(Kernel kernel, MapSpec spec, int fd) {
        this.kernel = kernel;
        this.bpf = kernel.host().bpf();
        this.spec = spec;
        this.fd = fd;
    }

    /// Creates a map that belongs to no object; BTF, contents, slots and pinning of the spec are
    /// not used.
    ///
    /// @throws UnsupportedException if this kernel lacks the type or a flag
    /// @throws KernelException if the kernel refuses for another reason
    public static BpfMap create(MapSpec spec, Kernel kernel) {
        Memlock.raise(kernel);
        return new MapFactory(kernel, 0).create(spec);
    }

    /// Opens a map that somebody pinned (4.4).
    ///
    /// @throws KernelException if there is no such map or it may not be opened
    public static BpfMap openPinned(Path path, Kernel kernel) {
        return MapPins.open(path, kernel)
                .orElseThrow(() ->
                        new KernelException(
                                "open pinned map", path.toString(), Errno.ENOENT, null));
    }

    /// The name in the object.
    public String name() {
        return spec.name();
    }

    /// The map as it is in the kernel, sizes corrected.
    public MapSpec spec() {
        return spec;
    }

    /// The file descriptor, owned by this map.
    public int fd() {
        int open = fd;
        if (open < 0) {
            throw new IllegalStateException("use map " + name() + ": it is closed");
        }
        return open;
    }

    boolean open() {
        return fd >= 0;
    }

    Kernel kernel() {
        return kernel;
    }

    /// The kernel's number of this map (4.13).
    public int id() {
        return MapInfo.of(bpf, fd(), name()).id();
    }

    /// Bytes of one value as calls transfer it: for a per-CPU map those of all CPUs.
    public int valueBytes() {
        return spec.type().perCpu()
                ? Math.multiplyExact(valueStride(), kernel.possibleCpus())
                : spec.valueSize();
    }

    /// Bytes from one CPU's value to the next; the value size where there is one value only.
    public int valueStride() {
        return spec.type().perCpu() ? (spec.valueSize() + 7) & ~7 : spec.valueSize();
    }

    public Optional<Bytes> lookup(Bytes key) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(valueBytes(), 8);
            return lookup(key(arena, key), value) ? Optional.of(bytes(value)) : Optional.empty();
        }
    }

    /// Copies a value to native memory. Allocates nothing.
    ///
    /// @return false if there is no such key
    public boolean lookup(MemorySegment key, MemorySegment value) {
        long status = bpf.lookup(fd(), key.address(), value.address());
        return found("look up in", status);
    }

    /// @throws KernelException EEXIST or ENOENT if the mode does not allow it, E2BIG if the map is
    ///   full
    public void update(Bytes key, Bytes value, UpdateMode mode) {
        if (value.size() != valueBytes()) {
            throw new IllegalArgumentException(
                    "update map %s: a value of %d bytes given, not %d"
                            .formatted(name(), value.size(), valueBytes()));
        }
        try (Arena arena = Arena.ofConfined()) {
            long from = copy(arena, value).address();
            checked("update", bpf.update(fd(), key(arena, key).address(), from, mode.ordinal()));
        }
    }

    /// Creates or replaces.
    public void put(Bytes key, Bytes value) {
        update(key, value, UpdateMode.ANY);
    }

    /// @return false if there is no such key
    public boolean delete(Bytes key) {
        try (Arena arena = Arena.ofConfined()) {
            return found("delete from", bpf.delete(fd(), key(arena, key).address()));
        }
    }

    /// Takes a value out (hash maps since 5.14, queues and stacks since 4.20 with an empty key);
    /// from hash maps of older kernels it is read and then deleted.
    public Optional<Bytes> take(Bytes key) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(valueBytes(), 8);
            MemorySegment from = key(arena, key);
            long status = bpf.lookupAndDelete(fd(), from.address(), value.address());
            if (unsupported(status) && spec.keySize() > 0) {
                boolean there = lookup(from, value) && delete(key);
                return there ? Optional.of(bytes(value)) : Optional.empty();
            }
            return found("take from", status) ? Optional.of(bytes(value)) : Optional.empty();
        }
    }

    /// The key after this one in the map's own order.
    ///
    /// @param key empty for the first
    public Optional<Bytes> nextKey(Bytes key) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment next = arena.allocate(spec.keySize(), 8);
            long from = key.size() == 0 ? 0 : key(arena, key).address();
            return found("walk", bpf.nextKey(fd(), from, next.address()))
                    ? Optional.of(bytes(next))
                    : Optional.empty();
        }
    }

    /// Hands out all entries, by batches where the kernel has them (5.6). An entry that is changed
    /// meanwhile may be handed out in either state, one that is deleted may make others come twice.
    ///
    /// @return how many
    public int forEach(EntryHandler handler) {
        return new MapWalk(this, bpf, false).walk(handler);
    }

    /// Hands out all entries and removes them, by batches where the kernel has them (5.6).
    ///
    /// @return how many
    public int takeAll(EntryHandler handler) {
        return new MapWalk(this, bpf, true).walk(handler);
    }

    /// Writes many entries, by batches where the kernel has them (5.6).
    ///
    /// @param keys the keys one after another
    /// @param values as many values of {@link #valueBytes()}
    public void updateAll(Bytes keys, Bytes values) {
        MapWalk.updateAll(this, bpf, keys, values);
    }

    /// Makes the map read-only for user space (5.2). Before that it does nothing: nobody but its
    /// owner could write to it anyway.
    public void freeze() {
        long status = bpf.freeze(fd());
        if (status < 0 && kernel.features().lacks(Feature.READ_ONLY_MAPS)) {
            return;
        }
        checked("freeze", status);
        frozen = true;
    }

    boolean frozen() {
        return frozen;
    }

    /// The values of an array map as memory shared with the kernel (5.5), read-only if the map is
    /// frozen; the map owns the mapping. Empty if the map is not one that can be mapped.
    public synchronized Optional<MemorySegment> memory() {
        if (mapping == null && mappable()) {
            int protection = Descriptors.PROT_READ | (frozen ? 0 : Descriptors.PROT_WRITE);
            mapping =
                    kernel.host()
                            .descriptors()
                            .mapping(mappedBytes(), protection, Descriptors.MAP_SHARED, fd(), 0);
        }
        return Optional.ofNullable(mapping).map(Mapping::segment).map(this::readable);
    }

    private boolean mappable() {
        return spec.type() == MapType.ARRAY && (spec.flags() & MapCreation.MAPPABLE) != 0;
    }

    private long mappedBytes() {
        long bytes = (long) ((spec.valueSize() + 7) & ~7) * spec.maxEntries();
        long page = kernel.pageSize();
        return (bytes + page - 1) / page * page;
    }

    private MemorySegment readable(MemorySegment pages) {
        return frozen ? pages.asReadOnly() : pages;
    }

    /// Kernel memory this map holds, in bytes, as the kernel accounts for it. Kernels from 5.11 to
    /// 6.3 leave out the pages of a ring buffer; they are counted here all the same.
    public long lockedBytes() {
        try {
            byte[] info = kernel.host().files().read("/proc/self/fdinfo/" + fd());
            long counted = Fields.number(new String(info, UTF_8), "memlock", 10).orElse(0);
            return spec.type() == MapType.RINGBUF ? Math.max(counted, spec.maxEntries()) : counted;
        } catch (SystemCallException failure) {
            throw Failures.of(kernel, "read size of map", name(), -failure.errno());
        }
    }

    /// Gives the map a name on bpffs, which keeps it alive until the name is removed.
    ///
    /// @throws KernelException EEXIST if the name is taken
    public void pin(Path path) {
        MapPins.pin(this, path);
    }

    private MemorySegment key(Arena arena, Bytes key) {
        if (key.size() != spec.keySize()) {
            throw new IllegalArgumentException(
                    "use map %s: a key of %d bytes given, not %d"
                            .formatted(name(), key.size(), spec.keySize()));
        }
        return key.size() == 0 ? MemorySegment.NULL : copy(arena, key);
    }

    private static MemorySegment copy(Arena arena, Bytes bytes) {
        MemorySegment copy = arena.allocate(Math.max(bytes.size(), 1), 8);
        return copy.copyFrom(MemorySegment.ofArray(bytes.toArray()));
    }

    private static Bytes bytes(MemorySegment segment) {
        return Bytes.copyOf(segment.toArray(JAVA_BYTE));
    }

    private boolean found(String operation, long status) {
        if (Errno.of(-status) == Errno.ENOENT) {
            return false;
        }
        checked(operation, status);
        return true;
    }

    /// Whether the kernel has no such operation for this map.
    static boolean unsupported(long status) {
        return switch (Errno.of(-status)) {
            case EINVAL, ENOTSUPP, ENOTSUP -> true;
            default -> false;
        };
    }

    void checked(String operation, long status) {
        if (status < 0) {
            throw Failures.of(kernel, operation + " map", name(), status);
        }
    }

    /// Closes the descriptor and the mapping; closing twice does nothing.
    @Override
    public synchronized void close() {
        int open = fd;
        if (open < 0) {
            return;
        }
        fd = -1;
        if (mapping != null) {
            mapping.close();
        }
        kernel.host().descriptors().close(open);
    }
}
