// SPDX-License-Identifier: Apache-2.0
package dev.jig.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.jig.object.MalformedObjectException;
import dev.jig.object.elf.ElfFile;
import dev.jig.object.elf.ElfSection;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// ELF of any sort, as probes of user space look at it.
class ElfFuzzTest {
    static Stream<byte[]> seeds() {
        return Seeds.objects();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "15s")
    void elf(byte[] file) {
        try {
            ElfFile elf = ElfFile.read("fuzzed", ByteBuffer.wrap(file));
            elf.function("helper");
            elf.sections().stream().limit(100).forEach(section -> look(elf, section));
        } catch (MalformedObjectException e) {
            Checks.require(!e.getMessage().contains("\n"), "a message has two lines");
        }
    }

    private static void look(ElfFile elf, ElfSection section) {
        switch (section.type()) {
            case ElfSection.SYMBOL_TABLE, ElfSection.DYNAMIC_SYMBOLS -> elf.symbols(section).all();
            case ElfSection.RELOCATIONS -> elf.relocations(section);
            default -> elf.bytes(section);
        }
    }
}
