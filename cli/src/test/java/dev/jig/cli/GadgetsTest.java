// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.GadgetCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GadgetsTest {
    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({
        "mine, 0",
        "mine -o json, 0",
        "-o json mine, 2",
        "-o mine mine, 2",
        "--output=json mine, 1",
        "--paths mine, 1",
        "--pid 5 mine, 2",
        "-q --pid 5 mine extra, 3",
        "--pid 5, 1",
        "-q, -1",
        "unknown other, 0"
    })
    void findsTheWordThatNamesTheGadget(String line, int place) throws IOException {
        Files.createDirectories(directory.resolve("mine"));
        Files.writeString(directory.resolve("mine/program.bpf.o"), "");
        GadgetCatalog catalog = new GadgetCatalog(directory);
        List<String> words = List.of(line.split(" "));
        assertThat(Gadgets.wordOf(words, RunFlags.common(), catalog)).isEqualTo(place);
    }
}
