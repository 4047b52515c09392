// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.names;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Names of small numbers, ready to be copied into output: lookups by number allocate nothing. A
/// value, safe for use by several threads.
public final class NameTable {
    static final byte[] NOTHING = new byte[0];

    private final byte[] @Nullable [] byNumber;

    private NameTable(byte[] @Nullable [] byNumber) {
        this.byNumber = byNumber;
    }

    /// @param prefix what stands before every name
    /// @param lines `first: name name ...` each, the names of `first` and the numbers after it
    static NameTable parse(String prefix, String lines) {
        List<byte @Nullable []> names = new ArrayList<>();
        lines.lines().forEach(line -> addRun(names, prefix, line));
        return new NameTable(names.toArray(byte[][]::new));
    }

    private static void addRun(List<byte @Nullable []> names, String prefix, String line) {
        int colon = line.indexOf(':');
        int first = Integer.parseInt(line, 0, colon, 10);
        while (names.size() < first) {
            names.add(null);
        }
        for (String name : line.substring(colon + 2).split(" ", -1)) {
            names.add((prefix + name).getBytes(StandardCharsets.UTF_8));
        }
    }

    /// The name; null if the number has none. The array is shared and must not be changed.
    public byte @Nullable [] utf8(long number) {
        return number < 0 || number >= byNumber.length ? null : byNumber[(int) number];
    }

    /// The name, for messages.
    public Optional<String> name(long number) {
        byte[] found = utf8(number);
        return found == null
                ? Optional.empty()
                : Optional.of(new String(found, StandardCharsets.UTF_8));
    }

    /// The lowest number of that name, in exactly that case.
    public OptionalInt number(String name) {
        for (int number = 0; number < byNumber.length; number++) {
            if (name(number).filter(name::equals).isPresent()) {
                return OptionalInt.of(number);
            }
        }
        return OptionalInt.empty();
    }

    /// All names in the order of their numbers.
    public List<String> names() {
        List<String> all = new ArrayList<>();
        for (int number = 0; number < byNumber.length; number++) {
            name(number).ifPresent(all::add);
        }
        return all;
    }
}
