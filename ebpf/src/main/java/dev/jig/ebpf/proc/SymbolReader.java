// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.proc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;

/// Walks over `/proc/kallsyms` line by line without making an object of each: a kernel has some
/// hundred thousand. The accessors speak of the current line.
public final class SymbolReader {
    private static final int LONGEST_LINE = 4096;

    private final InputStream in;
    private byte[] buffer = new byte[64 << 10];
    private int start;
    private int end;
    private int filled;
    private int nameStart;
    private int nameEnd;

    /// @param in stays the caller's
    public SymbolReader(InputStream in) {
        this.in = in;
    }

    /// Goes to the next well-formed line.
    ///
    /// @return false at the end
    public boolean next() throws IOException {
        while (nextLine()) {
            if (split()) {
                return true;
            }
        }
        return false;
    }

    private boolean nextLine() throws IOException {
        start = end;
        int scan = start;
        while (true) {
            for (; scan < filled; scan++) {
                if (buffer[scan] == '\n') {
                    end = scan + 1;
                    return true;
                }
            }
            scan -= start;
            if (!fill()) {
                return lastLine();
            }
            scan += start;
        }
    }

    private boolean lastLine() {
        end = filled;
        return start < filled;
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= start;
        start = 0;
        if (filled > LONGEST_LINE) {
            throw new IOException("kallsyms: a line of more than " + LONGEST_LINE + " bytes");
        }
        int count = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(count, 0);
        return count > 0;
    }

    /// `ffffffff81000000 T _stext`, then a tab and `[module]` for those of modules.
    private boolean split() {
        int space = start;
        while (space < end && buffer[space] != ' ') {
            space++;
        }
        nameStart = space + 3;
        if (nameStart >= end || buffer[space + 2] != ' ') {
            return false;
        }
        nameEnd = nameStart;
        while (nameEnd < end && buffer[nameEnd] > ' ') {
            nameEnd++;
        }
        return nameEnd > nameStart;
    }

    public long address() {
        long address = 0;
        for (int i = start; i < nameStart - 3; i++) {
            address = address << 4 | Character.digit(buffer[i], 16);
        }
        return address;
    }

    /// The letter of nm(1).
    public char type() {
        return (char) buffer[nameStart - 2];
    }

    /// Whether the symbol is in a text section.
    public boolean function() {
        return switch (type()) {
            case 't', 'T', 'w', 'W' -> true;
            default -> false;
        };
    }

    public String name() {
        return new String(buffer, nameStart, nameEnd - nameStart, US_ASCII);
    }

    /// A hash of the name up to its first dot.
    public int hashOfStem() {
        int hash = 0;
        for (int i = nameStart; i < nameEnd && buffer[i] != '.'; i++) {
            hash = 31 * hash + buffer[i];
        }
        return hash;
    }

    /// The same of a name.
    public static int hashOfStem(String name) {
        int dot = name.indexOf('.');
        return (dot < 0 ? name : name.substring(0, dot)).hashCode();
    }

    /// `""` for the kernel itself.
    public String module() {
        String rest = new String(buffer, nameEnd, end - nameEnd, US_ASCII).strip();
        return rest.startsWith("[") && rest.endsWith("]")
                ? rest.substring(1, rest.length() - 1)
                : "";
    }
}
