// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static dev.jig.object.MapType.ARRAY;
import static dev.jig.object.MapType.ARRAY_OF_MAPS;
import static dev.jig.object.MapType.HASH;
import static dev.jig.object.MapType.RINGBUF;

import dev.jig.ebpf.sys.BatchCall;
import dev.jig.ebpf.sys.Bpf;
import dev.jig.ebpf.sys.BpfCommand;
import dev.jig.ebpf.sys.MapCreation;
import dev.jig.object.MapType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.Set;

/// Features of maps, probed by creating one.
final class MapProbes implements FeatureProbes.Group {
    private final Kernel kernel;
    private final Bpf bpf;
    private final ProbeAnswers answers;

    MapProbes(Kernel kernel, ProbeAnswers answers) {
        this.kernel = kernel;
        this.bpf = kernel.host().bpf();
        this.answers = answers;
    }

    @Override
    public Optional<Probe> probe(Feature feature) {
        return Optional.ofNullable(
                switch (feature) {
                    case OBJECT_NAMES -> named(feature, "jig");
                    case OBJECT_NAME_DOTS -> named(feature, "jig.dot");
                    case NESTED_MAPS -> nested();
                    case INNER_MAP_FLAG -> flagged(feature, ARRAY, MapCreation.INNER_MAP);
                    case READ_ONLY_MAPS ->
                            flagged(feature, ARRAY, MapCreation.READ_ONLY_FOR_PROGRAMS);
                    case MAPPABLE_ARRAYS -> flagged(feature, ARRAY, MapCreation.MAPPABLE);
                    case NO_PREALLOCATION -> flagged(feature, HASH, MapCreation.NO_PREALLOCATION);
                    case RING_BUFFER -> ringBuffer();
                    case BATCH -> batch();
                    default -> null;
                });
    }

    private static MapCreation plain(MapType type, int flags) {
        return MapCreation.plain(type.code(), 4, 4, 2, flags);
    }

    private Probe named(Feature feature, String name) {
        long result = bpf.createMap(plain(ARRAY, 0).named(name));
        return answers.made(feature, result, Errno.EINVAL, Errno.E2BIG);
    }

    private Probe flagged(Feature feature, MapType type, int flag) {
        return answers.made(feature, bpf.createMap(plain(type, flag)), Errno.EINVAL);
    }

    private Probe nested() {
        long result = bpf.createMap(plain(ARRAY_OF_MAPS, 0).withInner(-1));
        return answers.refused(
                Feature.NESTED_MAPS, result, Set.of(Errno.EBADF), Set.of(Errno.EINVAL));
    }

    private Probe ringBuffer() {
        MapCreation ring = MapCreation.plain(RINGBUF.code(), 0, 0, kernel.pageSize(), 0);
        return answers.made(Feature.RING_BUFFER, bpf.createMap(ring), Errno.EINVAL);
    }

    private Probe batch() {
        long map = bpf.createMap(plain(HASH, 0));
        if (map < 0) {
            return answers.refused(Feature.BATCH, map, Set.of(), Set.of());
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment keys = arena.allocateFrom(ValueLayout.JAVA_INT, 1, 2);
            BatchCall two = new BatchCall((int) map, 0, 0, keys.address(), keys.address(), 2);
            long status = bpf.batch(BpfCommand.MAP_UPDATE_BATCH, two).status();
            return answers.refused(Feature.BATCH, status, Set.of(), Set.of(Errno.EINVAL));
        } finally {
            kernel.host().descriptors().close((int) map);
        }
    }
}
