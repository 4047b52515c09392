// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.elf;

import dev.jig.object.elf.ElfSymbol.Binding;
import dev.jig.object.elf.ElfSymbol.Visibility;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A symbol table. A search looks at the bytes and makes no string per symbol: the table of a large
/// program has hundreds of thousands.
public final class ElfSymbols {
    private static final int SIZE = 24;
    private static final ElfSymbol.Type[] TYPES = ElfSymbol.Type.values();
    private static final Binding[] BINDINGS = Binding.values();
    private static final Visibility[] VISIBILITIES = Visibility.values();

    private final ByteBuffer bytes;
    private final ElfStrings strings;

    ElfSymbols(String file, ByteBuffer bytes, ElfStrings strings) {
        if (bytes.limit() % SIZE != 0) {
            throw ElfFile.malformed(file, "a symbol table is cut off");
        }
        this.bytes = bytes;
        this.strings = strings;
    }

    /// The number of symbols, the null symbol included.
    public int count() {
        return bytes.limit() / SIZE;
    }

    /// All symbols; the index is that of the file.
    ///
    /// @throws dev.jig.object.MalformedObjectException if a name is damaged
    public List<ElfSymbol> all() {
        Map<Integer, String> names = new HashMap<>();
        List<ElfSymbol> symbols = new ArrayList<>(count());
        for (int index = 0; index < count(); index++) {
            String name = names.computeIfAbsent(bytes.getInt(index * SIZE), strings::at);
            symbols.add(read(index, name));
        }
        return List.copyOf(symbols);
    }

    /// The function of that name, the first global one if there is one.
    public Optional<ElfSymbol> function(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        Optional<ElfSymbol> found = Optional.empty();
        for (int index = 0; index < count(); index++) {
            int at = index * SIZE;
            if (type(at) == ElfSymbol.Type.FUNCTION && strings.equal(bytes.getInt(at), text)) {
                ElfSymbol symbol = read(index, name);
                if (!symbol.local() && symbol.defined()) {
                    return Optional.of(symbol);
                }
                found = found.isPresent() ? found : Optional.of(symbol);
            }
        }
        return found;
    }

    /// Takes a function of a symbol table.
    @FunctionalInterface
    public interface FunctionHandler {
        /// @param address the virtual address it is linked for
        /// @param size bytes, 0 if unknown
        /// @param name for {@link #name(int, byte[], int)}
        void function(long address, long size, int name);
    }

    /// Hands out the functions that have code in this file, in its order. Makes no object a
    /// function.
    public void functions(FunctionHandler handler) {
        for (int index = 0; index < count(); index++) {
            int at = index * SIZE;
            if (type(at) == ElfSymbol.Type.FUNCTION && bytes.getShort(at + 6) != 0) {
                handler.function(bytes.getLong(at + 8), bytes.getLong(at + 16), bytes.getInt(at));
            }
        }
    }

    /// Copies a name, or as much of it as fits between `at` and the array's end.
    ///
    /// @return bytes copied; 0 if there is no such name
    public int name(int name, byte[] to, int at) {
        return strings.copy(name, to, at);
    }

    private ElfSymbol.Type type(int at) {
        return TYPES[Math.min(bytes.get(at + 4) & 0xf, TYPES.length - 1)];
    }

    private ElfSymbol read(int index, String name) {
        int at = index * SIZE;
        int binding = (bytes.get(at + 4) & 0xff) >>> 4;
        return new ElfSymbol(
                name,
                bytes.getLong(at + 8),
                bytes.getLong(at + 16),
                type(at),
                BINDINGS[Math.min(binding, BINDINGS.length - 1)],
                VISIBILITIES[bytes.get(at + 5) & 3],
                Short.toUnsignedInt(bytes.getShort(at + 6)));
    }
}
