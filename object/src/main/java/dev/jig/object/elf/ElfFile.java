// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.elf;

/// An ELF64 file, its sections, symbols and segments.
public final class ElfFile {
    private ElfFile() {}
}
