// SPDX-License-Identifier: Apache-2.0
package dev.jig.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jig.object.MalformedObjectException;
import dev.jig.object.ObjectReader;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Types in an otherwise sound object: they define its maps and its data sections.
class MapsFuzzTest {
    static Stream<byte[]> seeds() {
        return Seeds.objects().map(file -> SectionFuzz.section(file, ".BTF"));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "15s")
    void maps(byte[] types) {
        try {
            Checks.use(ObjectReader.read("fuzzed", SectionFuzz.withSection(".BTF", types)));
        } catch (MalformedObjectException e) {
            Checks.require(!e.getMessage().contains("\n"), "a message has two lines");
        }
    }
}
