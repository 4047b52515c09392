// SPDX-License-Identifier: Apache-2.0
package dev.jig.fuzz;

import dev.jig.object.elf.ElfFile;
import dev.jig.object.elf.ElfSection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Exchanges one section of a sound object, so that a fuzzer need not find its way through ELF.
final class SectionFuzz {
    private static final byte[] SOUND = Seeds.testObject("small");

    private SectionFuzz() {}

    static byte[] withSection(String name, byte[] content) {
        ElfFile elf = ElfFile.read("sound", ByteBuffer.wrap(SOUND));
        ElfSection section = elf.section(name).orElseThrow();
        byte[] file = Arrays.copyOf(SOUND, SOUND.length + content.length);
        System.arraycopy(content, 0, file, SOUND.length, content.length);
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) buffer.getLong(40) + section.index() * 64;
        buffer.putLong(header + 24, SOUND.length).putLong(header + 32, content.length);
        return file;
    }

    static byte[] section(byte[] file, String name) {
        ElfFile elf = ElfFile.read("seed", ByteBuffer.wrap(file));
        return elf.section(name)
                .map(section -> {
                    byte[] content = new byte[elf.bytes(section).limit()];
                    elf.bytes(section).get(0, content);
                    return content;
                })
                .orElse(new byte[0]);
    }
}
