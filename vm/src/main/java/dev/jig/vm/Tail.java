// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The last lines of a file, without what a terminal would obey.
final class Tail {
    private static final int BYTES = 16_384;

    private Tail() {}

    static String of(Path file, int lines) {
        List<String> all = text(file).replaceAll("[\\p{Cntrl}&&[^\n]]", "").lines().toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    private static String text(Path file) {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            long skipped = Math.max(0, open.length() - BYTES);
            byte[] bytes = new byte[(int) (open.length() - skipped)];
            open.seek(skipped);
            open.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(" + file.getFileName() + " cannot be read: " + e.getMessage() + ")";
        }
    }
}
