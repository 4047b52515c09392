// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The kernel's symbols (`/proc/kallsyms`). The file is read when it is first needed. Safe for use
/// by several threads.
public final class Kallsyms {
    Kallsyms() {}

    /// A symbol of the kernel.
    ///
    /// @param address 0 if the kernel hides addresses
    /// @param type the letter of nm(1): `t` and `T` are functions
    /// @param module `""` for the kernel itself
    public record Symbol(long address, char type, String name, String module) {}

    /// Whether the kernel gives addresses to this process (`kernel.kptr_restrict`).
    public boolean addressesVisible() {
        throw new UnsupportedOperationException();
    }

    /// The address of the one symbol of that name.
    ///
    /// @throws KernelException if addresses are hidden, or several symbols have the name
    public OptionalLong address(String name) {
        throw new UnsupportedOperationException(name);
    }

    /// Whether a function of exactly that name exists.
    public boolean hasFunction(String name) {
        throw new UnsupportedOperationException(name);
    }

    /// Functions of that name, and the copies the compiler made of it (`name.isra.0`,
    /// `name.llvm.N`, `name.constprop.0`), the plain name first.
    public List<Symbol> functions(String name) {
        throw new UnsupportedOperationException(name);
    }

    /// The function an address is in.
    public Optional<Symbol> at(long address) {
        throw new UnsupportedOperationException("" + address);
    }
}
