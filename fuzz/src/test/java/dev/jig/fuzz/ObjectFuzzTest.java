// SPDX-License-Identifier: Apache-2.0
package dev.jig.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jig.object.MalformedObjectException;
import dev.jig.object.ObjectReader;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectFuzzTest {
    static Stream<byte[]> seeds() {
        return Seeds.objects();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "15s")
    void object(byte[] file) {
        try {
            Checks.use(ObjectReader.read("fuzzed", file));
        } catch (MalformedObjectException e) {
            Checks.require(!e.getMessage().contains("\n"), "a message has two lines");
        }
    }
}
