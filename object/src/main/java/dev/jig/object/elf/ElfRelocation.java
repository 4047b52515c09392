// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.elf;

/// A place that the linker should correct. The compiler leaves the addend in the place.
///
/// @param offset bytes from the start of the section that is corrected
/// @param symbol index in the symbol table
/// @param type the machine's number of the kind of correction
public record ElfRelocation(long offset, int symbol, int type) {
    static final int SIZE = 16;
}
