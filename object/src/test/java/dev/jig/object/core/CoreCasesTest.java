// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules, a table for each, in `src/test/resources/dev/jig/object/core`.
class CoreCasesTest {
    private static final int MOST_LINES = 32;

    static List<CoreCase> cases() throws IOException, URISyntaxException {
        Path directory =
                Path.of(
                                Objects.requireNonNull(
                                                CoreCasesTest.class.getResource("fields.txt"))
                                        .toURI())
                        .getParent();
        try (Stream<Path> files = Files.list(Objects.requireNonNull(directory))) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .flatMap(file -> read(file).stream())
                    .toList();
        }
    }

    private static List<CoreCase> read(Path file) {
        try {
            return CoreCase.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> forwards() {
        return IntStream.range(0, MOST_LINES).boxed().toList();
    }

    /// Which of several records is reported may differ.
    private static List<List<String>> withoutMessages(List<List<String>> programs) {
        return programs.stream()
                .map(lines -> lines.stream().map(line -> line.replaceAll("^!.*", "!")).toList())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void holds(CoreCase one) {
        assertThat(one.run(forwards())).isEqualTo(one.programs());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void holdsInAnyOrder(CoreCase one) {
        List<List<String>> expected = one.run(forwards());
        List<List<String>> reversed = one.run(forwards().reversed());
        assertThat(withoutMessages(reversed)).isEqualTo(withoutMessages(expected));
    }
}
