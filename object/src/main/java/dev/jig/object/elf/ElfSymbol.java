// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.elf;

/// One symbol.
///
/// @param value an offset in its section in an object, an address in an executable
/// @param size bytes
/// @param section index of its section; 0 if it is defined elsewhere, values from 0xff00 on are
///   reserved
public record ElfSymbol(
        String name,
        long value,
        long size,
        Type type,
        Binding binding,
        Visibility visibility,
        int section) {

    /// In the order of ELF's numbers.
    public enum Type {
        NONE,
        OBJECT,
        FUNCTION,
        SECTION,
        FILE,
        OTHER
    }

    /// In the order of ELF's numbers.
    public enum Binding {
        LOCAL,
        GLOBAL,
        WEAK,
        OTHER
    }

    /// In the order of ELF's numbers.
    public enum Visibility {
        DEFAULT,
        INTERNAL,
        HIDDEN,
        PROTECTED
    }

    public boolean defined() {
        return section != 0;
    }

    public boolean local() {
        return binding == Binding.LOCAL;
    }

    public boolean weak() {
        return binding == Binding.WEAK;
    }

    /// Whether other files must not see it.
    public boolean hidden() {
        return visibility == Visibility.HIDDEN || visibility == Visibility.INTERNAL;
    }
}
