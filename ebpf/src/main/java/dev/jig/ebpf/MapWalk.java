// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.BatchCall;
import dev.jig.ebpf.sys.Bpf;
import dev.jig.ebpf.sys.BpfCommand;
import dev.jig.object.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Goes over all entries of a map, by batches if the kernel has them for this type of map (5.6),
/// else key by key. For one use and one thread.
final class MapWalk {
    /// A batch takes at most about this much memory.
    private static final int BATCH_BYTES = 512 << 10;

    private static final int LARGEST_BATCH = 4096;

    /// The kernel's cursor: a bucket number or a key.
    private static final int LEAST_CURSOR = 8;

    private final BpfMap map;
    private final Bpf bpf;
    private final boolean take;
    private final int keySize;
    private final int valueBytes;
    private int handed;

    MapWalk(BpfMap map, Bpf bpf, boolean take) {
        this.map = map;
        this.bpf = bpf;
        this.take = take;
        keySize = map.spec().keySize();
        valueBytes = map.valueBytes();
    }

    int walk(EntryHandler handler) {
        int count = Math.clamp(BATCH_BYTES / (keySize + valueBytes), 1, LARGEST_BATCH);
        if (!inBatches(handler, Math.min(count, map.spec().maxEntries()))) {
            byKey(handler);
        }
        return handed;
    }

    /// @return false if the kernel has no batches for this map
    private boolean inBatches(EntryHandler handler, int firstCount) {
        try (Arena arena = Arena.ofConfined()) {
            long cursor = arena.allocate(Math.max(keySize, LEAST_CURSOR), 8).address();
            long previous = 0;
            Room room = new Room(arena, firstCount);
            while (true) {
                Bpf.BatchAnswer answer = bpf.batch(command(), room.call(previous, cursor));
                Errno errno = Errno.of(-answer.status());
                if (errno == Errno.ENOSPC && room.count < map.spec().maxEntries()) {
                    room = new Room(arena, room.larger());
                } else if (previous == 0 && BpfMap.unsupported(answer.status())) {
                    return false;
                } else if (errno == Errno.ENOENT) {
                    hand(room, answer.count(), handler);
                    return true;
                } else {
                    map.checked("walk", answer.status());
                    hand(room, answer.count(), handler);
                    previous = cursor;
                }
            }
        }
    }

    private BpfCommand command() {
        return take ? BpfCommand.MAP_LOOKUP_AND_DELETE_BATCH : BpfCommand.MAP_LOOKUP_BATCH;
    }

    /// Memory for one batch.
    private final class Room {
        final int count;
        final MemorySegment keys;
        final MemorySegment values;

        Room(Arena arena, int count) {
            this.count = count;
            keys = arena.allocate((long) count * keySize, 8);
            values = arena.allocate((long) count * valueBytes, 8);
        }

        /// A bucket of the hash did not fit.
        int larger() {
            return (int) Math.min(2L * count, map.spec().maxEntries());
        }

        BatchCall call(long previous, long next) {
            return new BatchCall(map.fd(), previous, next, keys.address(), values.address(), count);
        }
    }

    private void hand(Room room, int count, EntryHandler handler) {
        for (int i = 0; i < Math.min(count, room.count); i++) {
            handed++;
            handler.entry(room.keys, (long) i * keySize, room.values, (long) i * valueBytes);
        }
    }

    /// The next key is asked for before an entry is removed: the kernel would start again from the
    /// first. A walk that others disturb starts again too, so it ends after as many steps as there
    /// can be entries.
    private void byKey(EntryHandler handler) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment key = arena.allocate(keySize, 8);
            MemorySegment next = arena.allocate(keySize, 8);
            MemorySegment value = arena.allocate(valueBytes, 8);
            boolean more = next(0, next);
            for (int i = 0; more && i < map.spec().maxEntries(); i++) {
                key.copyFrom(next);
                more = next(key.address(), next);
                one(key, value, handler);
            }
        }
    }

    private boolean next(long key, MemorySegment next) {
        long status = bpf.nextKey(map.fd(), key, next.address());
        if (Errno.of(-status) == Errno.ENOENT) {
            return false;
        }
        map.checked("walk", status);
        return true;
    }

    private void one(MemorySegment key, MemorySegment value, EntryHandler handler) {
        if (!map.lookup(key, value)) {
            return;
        }
        if (take) {
            remove(key);
        }
        handed++;
        handler.entry(key, 0, value, 0);
    }

    private void remove(MemorySegment key) {
        long status = bpf.delete(map.fd(), key.address());
        if (Errno.of(-status) != Errno.ENOENT) {
            map.checked("delete from", status);
        }
    }

    static void updateAll(BpfMap map, Bpf bpf, Bytes keys, Bytes values) {
        int keySize = map.spec().keySize();
        int count = keys.size() / keySize;
        if (keys.size() != count * keySize || values.size() != (long) count * map.valueBytes()) {
            throw new IllegalArgumentException(
                    "update map " + map.name() + ": the numbers of keys and values differ");
        }
        if (count > 0 && !updateBatch(map, bpf, keys, values, count)) {
            updateEach(map, keys, values, count);
        }
    }

    private static boolean updateBatch(BpfMap map, Bpf bpf, Bytes keys, Bytes values, int count) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment from = arena.allocate(keys.size(), 8);
            MemorySegment to = arena.allocate(values.size(), 8);
            from.copyFrom(MemorySegment.ofArray(keys.toArray()));
            to.copyFrom(MemorySegment.ofArray(values.toArray()));
            BatchCall call = new BatchCall(map.fd(), 0, 0, from.address(), to.address(), count);
            long status = bpf.batch(BpfCommand.MAP_UPDATE_BATCH, call).status();
            if (BpfMap.unsupported(status)) {
                return false;
            }
            map.checked("update", status);
            return true;
        }
    }

    private static void updateEach(BpfMap map, Bytes keys, Bytes values, int count) {
        int keySize = map.spec().keySize();
        int valueBytes = map.valueBytes();
        for (int i = 0; i < count; i++) {
            map.put(keys.slice(i * keySize, keySize), values.slice(i * valueBytes, valueBytes));
        }
    }
}
