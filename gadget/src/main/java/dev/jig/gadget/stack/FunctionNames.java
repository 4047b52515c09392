// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.stack;

import dev.jig.ebpf.Kallsyms;
import dev.jig.ebpf.Kallsyms.Symbol;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Remembers the names of functions of the kernel by address, so that a name is made only when it
/// is new; addresses that share a place take turns. Safe for use by several threads.
final class FunctionNames {
    private static final int PLACES = 4096;
    private static final int SHIFT = 64 - 12;
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    /// No function is larger; what is further from one is code that came later.
    private static final long LARGEST = 1 << 20;

    private final Kallsyms symbols;

    /// Each entry is immutable: a thread may see an old one, never a half one.
    private final @Nullable Entry[] entries = new Entry[PLACES];

    private record Entry(long address, @Nullable AsciiName name) {}

    FunctionNames(Kallsyms symbols) {
        this.symbols = symbols;
        find(0); // reads the symbols
    }

    @Nullable AsciiName of(long address) {
        int place = (int) ((address * SPREAD) >>> SHIFT);
        Entry entry = entries[place];
        if (entry == null || entry.address() != address) {
            entry = new Entry(address, find(address));
            entries[place] = entry;
        }
        return entry.name();
    }

    private @Nullable AsciiName find(long address) {
        Optional<Symbol> symbol = symbols.at(address);
        return symbol.isPresent() && address - symbol.get().address() < LARGEST
                ? AsciiName.of(symbol.get().name(), SymbolTable.MAX_NAME)
                : null;
    }
}
