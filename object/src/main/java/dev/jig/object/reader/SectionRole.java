// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.reader;

import dev.jig.object.elf.ElfSection;

/// What a section of an eBPF object is for. The name decides first, then type and flags.
enum SectionRole {
    LICENSE,
    VERSION,
    LEGACY_MAPS,
    MAPS,
    DATA,
    CODE,
    OTHER;

    static SectionRole of(ElfSection section) {
        String name = section.name();
        if (name.startsWith("license")) {
            return LICENSE;
        }
        if (name.startsWith("version")) {
            return VERSION;
        }
        if (name.startsWith("maps")) {
            return LEGACY_MAPS;
        }
        if (name.equals(".maps")) {
            return MAPS;
        }
        if (holdsData(section)) {
            return DATA;
        }
        return section.code() && section.size() > 0 ? CODE : OTHER;
    }

    private static boolean holdsData(ElfSection section) {
        String name = section.name();
        boolean contents =
                section.type() == ElfSection.PROGRAM_BITS || section.type() == ElfSection.NO_BITS;
        return contents
                && (name.equals(".bss")
                        || name.startsWith(".bss.")
                        || name.startsWith(".data")
                        || name.startsWith(".rodata"));
    }
}
