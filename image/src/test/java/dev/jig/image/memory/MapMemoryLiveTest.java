// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.jig.ebpf.BpfMap;
import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.UnsupportedException;
import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The sizes worked out are those the running kernel accounts for.
@Tag("live")
final class MapMemoryLiveTest {
    private static final long SLACK = 16 << 10;

    @ParameterizedTest
    @CsvSource({
        "ARRAY, 4, 100, 1000, 0",
        "ARRAY, 4, 100, 1000, 1024",
        "PERCPU_ARRAY, 4, 10240, 1, 0",
        "PERCPU_ARRAY, 4, 24, 4096, 0",
        "HASH, 8, 20, 10000, 0",
        "HASH, 4, 3000, 1000, 0",
        "HASH, 8, 8, 10000, 1",
        "LRU_HASH, 8, 20, 10000, 0",
        "PERCPU_HASH, 8, 200, 1024, 0",
        "LRU_PERCPU_HASH, 8, 200, 1024, 0",
        "PERF_EVENT_ARRAY, 4, 4, 0, 0",
        "PROG_ARRAY, 4, 4, 1000, 0",
        "RINGBUF, 0, 0, 262144, 0",
        "RINGBUF, 0, 0, 4096, 0",
        "QUEUE, 0, 64, 10000, 0",
        "STACK, 0, 64, 10000, 0",
        "STACK_TRACE, 4, 1016, 1000, 0",
        "BLOOM_FILTER, 0, 8, 100000, 0",
        "LPM_TRIE, 8, 4, 1024, 1",
        "CGROUP_ARRAY, 4, 4, 100, 0"
    })
    void areTheKernels(MapType type, int key, int value, int entries, int flags) {
        MapSpec spec = MapSpec.of("sized", type, key, value, entries).withFlags(flags);
        try (Kernel kernel = Kernel.running();
                BpfMap map = create(spec, kernel)) {
            long accounted = map.lockedBytes();
            long workedOut = new MapMemory(kernel.possibleCpus(), 4096).of(spec);
            long slack = SLACK + accounted / 10;
            assertThat(workedOut).isBetween(accounted - slack, accounted + slack);
        }
    }

    /// A kernel that has no such map has no size of it either.
    private static BpfMap create(MapSpec spec, Kernel kernel) {
        try {
            return BpfMap.create(spec, kernel);
        } catch (UnsupportedException absent) {
            assumeThat(absent).isNull();
            throw absent;
        }
    }
}
