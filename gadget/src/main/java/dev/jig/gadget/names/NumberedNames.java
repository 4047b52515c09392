// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.names;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An immutable hash table from 32-bit number to name, open-addressed so that a lookup allocates
/// nothing.
final class NumberedNames {
    static final NumberedNames EMPTY = new NumberedNames(Map.of());

    /// More than any real system's file; what follows is ignored.
    private static final int MAX_FILE_BYTES = 16 << 20;

    private static final int NUMBER_COLUMN = 2;

    private final int[] keys;
    private final byte[] @Nullable [] values;

    private NumberedNames(Map<Integer, byte[]> names) {
        int capacity = Integer.highestOneBit(Math.max(2, names.size()) * 2 - 1) * 2;
        keys = new int[capacity];
        values = new byte[capacity][];
        names.forEach(this::put);
    }

    /// Lines of `name:password:number:...`; the first name of a number counts. Other lines are
    /// skipped.
    static NumberedNames read(Path file) throws IOException {
        Map<Integer, byte[]> names = new LinkedHashMap<>();
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MAX_FILE_BYTES), StandardCharsets.ISO_8859_1);
            text.lines().forEach(line -> addLine(names, line));
        }
        return new NumberedNames(names);
    }

    private static void addLine(Map<Integer, byte[]> names, String line) {
        String[] columns = line.split(":", NUMBER_COLUMN + 2);
        if (columns.length > NUMBER_COLUMN && columns[NUMBER_COLUMN].matches("[0-9]{1,10}")) {
            long number = Long.parseLong(columns[NUMBER_COLUMN]);
            if (number <= 0xffff_ffffL) {
                names.putIfAbsent((int) number, columns[0].getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    byte @Nullable [] utf8(int number) {
        int slot = slotOf(number);
        byte[] name;
        while ((name = values[slot]) != null) {
            if (keys[slot] == number) {
                return name;
            }
            slot = (slot + 1) & (keys.length - 1);
        }
        return null;
    }

    private void put(int number, byte[] name) {
        int slot = slotOf(number);
        while (values[slot] != null) {
            slot = (slot + 1) & (keys.length - 1);
        }
        keys[slot] = number;
        values[slot] = name;
    }

    private int slotOf(int number) {
        return (number * 0x9E3779B9) >>> (Integer.numberOfLeadingZeros(keys.length) + 1);
    }
}
