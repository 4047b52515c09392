// SPDX-License-Identifier: Apache-2.0
package dev.jig.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jig.object.MalformedObjectException;
import dev.jig.object.ObjectReader;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// `.BTF.ext`: functions, lines and CO-RE records.
class ExtInfoFuzzTest {
    static Stream<byte[]> seeds() {
        return Seeds.objects().map(file -> SectionFuzz.section(file, ".BTF.ext"));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "15s")
    void extInfo(byte[] section) {
        try {
            Checks.use(ObjectReader.read("fuzzed", SectionFuzz.withSection(".BTF.ext", section)));
        } catch (MalformedObjectException e) {
            Checks.require(!e.getMessage().contains("\n"), "a message has two lines");
        }
    }
}
