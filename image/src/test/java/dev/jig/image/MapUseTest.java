// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.image.resolve.ResolvedDiagram;
import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import dev.jig.object.ObjectSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.core.CoreTargets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MapUseTest {
    @ParameterizedTest
    @CsvSource({
        "LOOKUP, HASH, true",
        "LOOKUP, PERCPU_ARRAY, true",
        "EVENT_OUTPUT, PERF_EVENT_ARRAY, true",
        "EVENT_OUTPUT, RINGBUF, true",
        "EVENT_OUTPUT, HASH, false",
        "RING_RESERVE, RINGBUF, true",
        "RING_SUBMIT, PERF_EVENT_ARRAY, false",
        "POP, QUEUE, true",
        "PEEK, STACK, true",
        "PUSH, BLOOM_FILTER, true",
        "PUSH, ARRAY, false",
    })
    void notEveryMapCanBeUsedInEveryWay(MapUse use, MapType type, boolean fits) {
        assertThat(use.fits(MapSpec.of("m", type, 4, 4, 1))).isEqualTo(fits);
    }

    /// The object has four other maps; the buffer was looked up in this one.
    @Test
    void aUseOfAMapThatWasLookedUpIsOneOfTheMapItWasIn() {
        ObjectSpec object = CompiledDiagramTest.compiled("foreign_shapes");
        CoreTargets nothingKnown = CoreTargets.of(Btf.empty(object.order()));
        assertThat(Flowchart.of(ResolvedDiagram.of(object, nothingKnown)))
                .contains(
                        "found_buffer -- \"Lookup\" --> buffers\n",
                        "found_buffer -. \"EventOutput\" .-> buffers\n");
    }
}
