// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.Kallsyms.Symbol;
import dev.jig.ebpf.proc.SymbolReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// All functions of the kernel, by address.
final class FunctionTable {
    private final long[] addresses;
    private final Symbol[] symbols;

    private FunctionTable(Symbol[] symbols) {
        this.symbols = symbols;
        this.addresses = Stream.of(symbols).mapToLong(Symbol::address).toArray();
    }

    static FunctionTable read(SymbolReader reader) throws IOException {
        Stream.Builder<Symbol> functions = Stream.builder();
        while (reader.next()) {
            if (reader.function() && reader.address() != 0) {
                functions.add(
                        new Symbol(
                                reader.address(), reader.type(), reader.name(), reader.module()));
            }
        }
        // Kernel addresses are negative as Java's longs and keep their order among each other.
        return new FunctionTable(
                functions
                        .build()
                        .sorted(Comparator.comparingLong(Symbol::address))
                        .toArray(Symbol[]::new));
    }

    Optional<Symbol> at(long address) {
        int index = Arrays.binarySearch(addresses, address);
        int at = index >= 0 ? index : -index - 2;
        return at < 0 ? Optional.empty() : Optional.of(symbols[at]);
    }
}
