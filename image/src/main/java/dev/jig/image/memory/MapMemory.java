// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.memory;

import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import dev.jig.object.ObjectSpec;

/// How much kernel memory maps hold from the moment they are created, worked out as the kernel does
/// (`map_mem_usage` of each type, since 6.4). Structures of the kernel differ by a few hundred
/// bytes from version to version; before 6.4 whole pages were counted. So a figure is right to
/// about a page for each map, not to the byte. Maps that grow with use are counted empty.
///
/// @param cpus possible CPUs
/// @param pageSize bytes
public record MapMemory(int cpus, int pageSize) {
    /// `struct bpf_array`, `struct bpf_queue_stack` and the like; the kernel's own fields included.
    private static final long HEADER = 320;

    private static final long HASH_HEADER = 640;
    private static final long MOST = Long.MAX_VALUE / 4;
    private static final long POINTER = 8;
    private static final long BUCKET = 16;
    private static final long HASH_ELEMENT = 48;

    /// `struct bpf_ringbuf` and the two position pages, and the pointers to its pages.
    private static final int RING_META_PAGES = 3;

    private static final int NO_PREALLOCATION = 1;
    private static final int MAPPABLE = 1 << 10;

    /// Bytes of all maps of an object.
    public long of(ObjectSpec object) {
        return object.maps().values().stream().mapToLong(this::of).reduce(0, MapMemory::plus);
    }

    /// Bytes of one map.
    public long of(MapSpec map) {
        long entries = Integer.toUnsignedLong(map.maxEntries());
        return switch (map.type()) {
            case ARRAY -> array(map, entries);
            case PERCPU_ARRAY ->
                    plus(HEADER, times(entries, POINTER + eight(map.valueSize()) * cpus));
            case PROG_ARRAY, CGROUP_ARRAY, ARRAY_OF_MAPS -> HEADER + entries * POINTER;
            case PERF_EVENT_ARRAY -> HEADER + (entries == 0 ? cpus : entries) * POINTER;
            case HASH, LRU_HASH, PERCPU_HASH, LRU_PERCPU_HASH, HASH_OF_MAPS -> hash(map, entries);
            case RINGBUF, USER_RINGBUF -> ring(entries);
            case QUEUE, STACK ->
                    plus(HEADER, times(entries + 1, Integer.toUnsignedLong(map.valueSize())));
            case STACK_TRACE -> stackTraces(map, entries);
            case BLOOM_FILTER -> HEADER + powerOfTwo(bloomBits(map, entries)) / 8;
            case DEVMAP, XSKMAP, SOCKMAP, REUSEPORT_SOCKARRAY -> HEADER + entries * POINTER;
            case CPUMAP -> HEADER + Math.max(entries, 1) * POINTER;
            case SOCKHASH, DEVMAP_HASH -> HEADER + powerOfTwo(entries) * BUCKET;
            default -> HEADER;
        };
    }

    private long array(MapSpec map, long entries) {
        long values = times(entries, eight(map.valueSize()));
        boolean pages = map.isData() || (map.flags() & MAPPABLE) != 0;
        return pages ? plus(pages(HEADER), pages(values)) : plus(HEADER, values);
    }

    /// Preallocated hash maps have an element a CPU more than they have entries, so that replacing
    /// one needs no free element; those with a list of least recently used ones have not.
    private long hash(MapSpec map, long entries) {
        boolean perCpu = map.type().perCpu();
        boolean lru = map.type() == MapType.LRU_HASH || map.type() == MapType.LRU_PERCPU_HASH;
        long bytes = HASH_HEADER + powerOfTwo(entries) * BUCKET;
        if (map.type() == MapType.HASH_OF_MAPS || (map.flags() & NO_PREALLOCATION) != 0) {
            return bytes;
        }
        long value = eight(map.valueSize());
        long element = HASH_ELEMENT + eight(map.keySize()) + (perCpu ? POINTER : value);
        long elements = entries + (lru || perCpu ? 0 : cpus);
        bytes = plus(bytes, times(elements, element));
        if (perCpu) {
            return plus(bytes, times(elements, value * cpus));
        }
        return lru ? bytes : bytes + POINTER * cpus;
    }

    /// The pages of a ring are mapped twice in a row, so that a record never wraps.
    private long ring(long wanted) {
        long data = Math.max(powerOfTwo(wanted), pageSize);
        long pointers = (RING_META_PAGES + 2 * data / pageSize) * POINTER;
        return HEADER + (long) RING_META_PAGES * pageSize + data + pointers;
    }

    private static long stackTraces(MapSpec map, long entries) {
        long buckets = powerOfTwo(entries);
        return plus(
                HEADER + buckets * POINTER,
                times(entries, 24 + Integer.toUnsignedLong(map.valueSize())));
    }

    /// Bits of a filter with the five hash functions that are the default.
    private static long bloomBits(MapSpec map, long entries) {
        long functions = (map.extra() & 0xf) == 0 ? 5 : map.extra() & 0xf;
        return Math.max(64, entries * functions * 7 / 5);
    }

    /// A size out of a hostile file may be beyond all numbers.
    private static long times(long a, long b) {
        return a != 0 && b > MOST / a ? MOST : a * b;
    }

    private static long plus(long a, long b) {
        return Math.min(a + b, MOST);
    }

    private long pages(long bytes) {
        return (bytes + pageSize - 1) / pageSize * pageSize;
    }

    private static long eight(int size) {
        return (Integer.toUnsignedLong(size) + 7) & ~7L;
    }

    private static long powerOfTwo(long number) {
        long floor = Long.highestOneBit(number);
        return floor == number ? number : floor << 1;
    }
}
