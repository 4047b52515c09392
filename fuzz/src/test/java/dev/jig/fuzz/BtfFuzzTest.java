// SPDX-License-Identifier: Apache-2.0
package dev.jig.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jig.object.MalformedObjectException;
import dev.jig.object.btf.Btf;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class BtfFuzzTest {
    static Stream<byte[]> seeds() {
        return Seeds.objects().map(file -> SectionFuzz.section(file, ".BTF"));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "15s")
    void btf(byte[] blob) {
        try {
            Btf btf = Btf.parse(ByteBuffer.wrap(blob));
            Checks.use(btf);
        } catch (MalformedObjectException e) {
            Checks.require(!e.getMessage().contains("\n"), "a message has two lines");
        }
    }
}
