// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.stack;

import dev.jig.object.elf.ElfFile;
import dev.jig.object.elf.ElfSection;
import dev.jig.object.elf.ElfSymbols;
import java.util.Arrays;
import java.util.Optional;

/// The functions of an ELF file by address. Names are what is printable of them. A value; lookups
/// allocate nothing.
public final class SymbolTable {
    static final SymbolTable EMPTY =
            new SymbolTable(new long[0], new int[0], new int[0], new byte[0]);

    /// Of a name no more is kept.
    static final int MAX_NAME = 240;

    /// A larger table is not read: the heap is small.
    private static final int MAX_FUNCTIONS = 200_000;

    private static final int MAX_NAMES_BYTES = 12 << 20;
    private static final int BYTES_A_FUNCTION = 16;

    private final long[] addresses;
    private final int[] sizes;

    /// Where the names start; a byte of their length, then they.
    private final int[] nameAt;

    private final byte[] names;

    SymbolTable(long[] addresses, int[] sizes, int[] nameAt, byte[] names) {
        this.addresses = addresses;
        this.sizes = sizes;
        this.nameAt = nameAt;
        this.names = names;
    }

    /// Reads `.symtab`, or `.dynsym` if there is no other or the other is too large.
    ///
    /// @throws dev.jig.object.MalformedObjectException if the tables are damaged
    static SymbolTable read(ElfFile file) {
        return read(file, ElfSection.SYMBOL_TABLE)
                .or(() -> read(file, ElfSection.DYNAMIC_SYMBOLS))
                .orElse(EMPTY);
    }

    private static Optional<SymbolTable> read(ElfFile file, int type) {
        Optional<ElfSymbols> symbols =
                file.sections().stream()
                        .filter(section -> section.type() == type)
                        .findFirst()
                        .map(file::symbols);
        return symbols.flatMap(table -> new Builder(table).build());
    }

    /// The place of the function an address is in, negative if it is in none.
    ///
    /// @param address the virtual address the file is linked for
    public int find(long address) {
        int found = Arrays.binarySearch(addresses, address);
        int place = found >= 0 ? found : -found - 2;
        if (place < 0) {
            return -1;
        }
        boolean inside = sizes[place] == 0 || address - addresses[place] < sizes[place];
        return inside ? place : -1;
    }

    /// The array that names stand in; not to be changed.
    public byte[] names() {
        return names;
    }

    /// Where in {@link #names()} the name of a function starts.
    public int nameStart(int place) {
        return nameAt[place] + 1;
    }

    /// Bytes of the name of a function.
    public int nameLength(int place) {
        return names[nameAt[place]] & 0xff;
    }

    String name(int place) {
        return new String(names, nameStart(place), nameLength(place), Printable.CHARSET);
    }

    /// Bytes of memory it takes.
    int bytes() {
        return addresses.length * BYTES_A_FUNCTION + names.length;
    }

    /// Sorts the functions of a table. Of several names at an address the best is kept.
    private static final class Builder {
        private final ElfSymbols symbols;
        private int count;

        Builder(ElfSymbols symbols) {
            this.symbols = symbols;
        }

        /// Empty if there are none, or too many.
        Optional<SymbolTable> build() {
            symbols.functions((_, _, _) -> count++);
            if (count == 0 || count > MAX_FUNCTIONS) {
                return Optional.empty();
            }
            long[] addresses = addresses();
            int[] sizes = new int[addresses.length];
            int[] nameIds = new int[addresses.length];
            Arrays.fill(nameIds, -1);
            byte[][] compared = new byte[2][MAX_NAME];
            symbols.functions((address, size, name) -> {
                int place = Arrays.binarySearch(addresses, address);
                if (nameIds[place] < 0 || isBetter(name, nameIds[place], compared)) {
                    nameIds[place] = name;
                    sizes[place] = Math.clamp(size, 0, Integer.MAX_VALUE);
                }
            });
            return named(addresses, sizes, nameIds);
        }

        private long[] addresses() {
            long[] all = new long[count];
            count = 0;
            symbols.functions((address, _, _) -> all[count++] = address);
            Arrays.sort(all);
            return Arrays.stream(all).distinct().toArray();
        }

        /// `read` goes before `__read`, and that before `__libc_read`.
        private boolean isBetter(int name, int than, byte[][] room) {
            int length = symbols.name(name, room[0], 0);
            int otherLength = symbols.name(than, room[1], 0);
            int marks = underscores(room[0], length);
            int otherMarks = underscores(room[1], otherLength);
            return marks == otherMarks ? length < otherLength : marks < otherMarks;
        }

        private static int underscores(byte[] name, int length) {
            int marks = 0;
            while (marks < length && name[marks] == '_') {
                marks++;
            }
            return marks;
        }

        private Optional<SymbolTable> named(long[] addresses, int[] sizes, int[] nameIds) {
            int[] nameAt = new int[addresses.length];
            byte[] names = new byte[1 << 12];
            int used = 0;
            for (int i = 0; i < nameIds.length; i++) {
                if (names.length - used <= MAX_NAME) {
                    names = Arrays.copyOf(names, names.length + names.length / 2);
                }
                if (used > MAX_NAMES_BYTES) {
                    return Optional.empty();
                }
                nameAt[i] = used;
                int length = symbols.name(nameIds[i], names, used + 1);
                int kept = Printable.clean(names, used + 1, Math.min(length, MAX_NAME));
                names[used] = (byte) kept;
                used += 1 + kept;
            }
            byte[] all = Arrays.copyOf(names, used);
            return Optional.of(new SymbolTable(addresses, sizes, nameAt, all));
        }
    }
}
