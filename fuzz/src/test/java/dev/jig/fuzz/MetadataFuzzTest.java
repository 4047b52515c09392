// SPDX-License-Identifier: Apache-2.0
package dev.jig.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jig.gadget.MalformedGadgetException;
import dev.jig.gadget.metadata.MetadataReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// `gadget.yaml`.
class MetadataFuzzTest {
    static Stream<byte[]> seeds() {
        return Seeds.metadata();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "15s")
    void metadata(byte[] text) {
        try {
            MetadataReader.read("fuzzed", new String(text, StandardCharsets.UTF_8));
        } catch (MalformedGadgetException e) {
            Checks.require(!e.getMessage().contains("\n"), "a message has two lines");
        }
    }
}
