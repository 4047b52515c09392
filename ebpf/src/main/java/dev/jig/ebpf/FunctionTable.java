// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jig.ebpf.Kallsyms.Symbol;
import dev.jig.ebpf.proc.SymbolReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/// All functions of the kernel, by address: names in one array, since an object for each of some
/// hundred thousand would take four times as much memory. Of several at an address the first one.
final class FunctionTable {
    /// Ascending. Kernel addresses are negative as Java's longs and keep their order.
    private final long[] addresses;

    /// Where the lines begin in the text, by place in `addresses`.
    private final int[] lines;

    /// `T name` or `T name [module]` each, ended by a line feed.
    private final byte[] text;

    private FunctionTable(long[] addresses, int[] lines, byte[] text) {
        this.addresses = addresses;
        this.lines = lines;
        this.text = text;
    }

    static FunctionTable read(SymbolReader reader) throws IOException {
        Builder builder = new Builder();
        while (reader.next()) {
            if (reader.function() && reader.address() != 0) {
                builder.add(reader);
            }
        }
        return builder.build();
    }

    Optional<Symbol> at(long address) {
        int index = Arrays.binarySearch(addresses, address);
        int at = index >= 0 ? index : -index - 2;
        return at < 0 ? Optional.empty() : Optional.of(symbol(at));
    }

    private Symbol symbol(int place) {
        int start = lines[place];
        int end = start;
        while (text[end] != '\n') {
            end++;
        }
        String[] words = new String(text, start, end - start, US_ASCII).split(" ", 3);
        String module = words.length == 2 ? "" : words[2];
        return new Symbol(addresses[place], words[0].charAt(0), words[1], module);
    }

    /// Collects functions in the file's order.
    private static final class Builder {
        private static final int FIRST = 1 << 14;
        private static final int USUAL_LINE = 24;

        private long[] found = new long[FIRST];
        private int[] starts = new int[FIRST];
        private int count;
        private byte[] text = new byte[FIRST * USUAL_LINE];
        private int used;

        void add(SymbolReader reader) {
            if (count == found.length) {
                found = Arrays.copyOf(found, 2 * count);
                starts = Arrays.copyOf(starts, 2 * count);
            }
            found[count] = reader.address();
            starts[count++] = used;
            String module = reader.module();
            String line = reader.type() + " " + reader.name();
            append((module.isEmpty() ? line : line + " " + module) + "\n");
        }

        private void append(String line) {
            byte[] added = line.getBytes(US_ASCII);
            if (text.length - used < added.length) {
                text = Arrays.copyOf(text, 2 * text.length + added.length);
            }
            System.arraycopy(added, 0, text, used, added.length);
            used += added.length;
        }

        FunctionTable build() {
            long[] addresses = distinct();
            int[] lines = new int[addresses.length];
            for (int i = count - 1; i >= 0; i--) {
                lines[Arrays.binarySearch(addresses, found[i])] = starts[i];
            }
            return new FunctionTable(addresses, lines, Arrays.copyOf(text, used));
        }

        private long[] distinct() {
            long[] sorted = Arrays.copyOf(found, count);
            Arrays.sort(sorted);
            int kept = 0;
            for (int i = 0; i < count; i++) {
                if (kept == 0 || sorted[i] != sorted[kept - 1]) {
                    sorted[kept++] = sorted[i];
                }
            }
            return Arrays.copyOf(sorted, kept);
        }
    }
}
