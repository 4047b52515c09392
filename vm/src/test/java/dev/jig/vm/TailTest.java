// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {
    @TempDir Path directory;

    @Test
    void lastLinesWithoutControlCharacters() throws IOException {
        Path file = directory.resolve("console");
        Files.writeString(file, "one\n\033[2Jtwo\r\nthree\n");
        assertThat(Tail.of(file, 2)).isEqualTo("[2Jtwo\nthree");
        Files.writeString(file, "x".repeat(100_000) + "\nend");
        assertThat(Tail.of(file, 1)).isEqualTo("end");
    }

    @Test
    void aMissingFileIsSaid() {
        assertThat(Tail.of(directory.resolve("none"), 5)).startsWith("(none cannot be read");
    }
}
