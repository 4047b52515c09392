// SPDX-License-Identifier: Apache-2.0
package dev.jig.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.metadata.GadgetMetadata;
import dev.jig.object.JigException;
import dev.jig.object.ObjectReader;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Objects read as gadgets: markers, params and the fields of events.
class GadgetFuzzTest {
    static Stream<byte[]> seeds() {
        return Seeds.objects();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "15s")
    void gadget(byte[] file) {
        try {
            GadgetSpec.of(
                    "fuzzed", ObjectReader.read("fuzzed", file), GadgetMetadata.named("fuzzed"));
        } catch (JigException e) {
            Checks.require(!e.getMessage().contains("\n"), "a message has two lines");
        }
    }
}
