// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Help pages are compared with files. `JIG_GOLDEN=write ./mvnw -pl cli -am test -Dtest=HelpTest`
/// writes them anew.
final class HelpTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("jig.root"), "cli/src/test/resources/help");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "run --help",
                "run trace_signal --help",
                "run trace_exec --help",
                "run fsnotify --help",
                "run trace_fsslower --help",
                "run trace_tcp --help",
                "list --help",
                "doctor --help",
                "image --help",
                "image inspect --help",
                "image disasm --help",
                "image diff --help",
                "completion --help",
                "version --help"
            })
    void isWhatWasAgreedOn(String line) throws IOException {
        Captured result = Captured.of(line.split(" "));
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        String name = ("jig " + line).replace(" --help", "").replace(' ', '-');
        Path file = GOLDEN.resolve(name + ".txt");
        if ("write".equals(System.getenv("JIG_GOLDEN"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, result.out());
        }
        assertThat(result.out()).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-h", "help"})
    void isPrintedWhereverItIsLookedFor(String line) {
        String[] words = line.isEmpty() ? new String[0] : line.split(" ");
        assertThat(Captured.of(words)).isEqualTo(Captured.of("--help"));
    }

    @Test
    void ofACommandCanBeAskedForBothWays() {
        assertThat(Captured.of("help", "run")).isEqualTo(Captured.of("run", "-h"));
        assertThat(Captured.of("run", "-h", "trace_signal"))
                .isEqualTo(Captured.of("run", "trace_signal", "--help"));
    }

    @Test
    void isNoWiderThanTheTerminal() {
        Captured result = Captured.of(terminal(72), "run", "trace_signal", "--help");
        assertThat(result.out().replaceAll("\033\\[\\d*m", "").lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(72));
        assertThat(result.out()).contains("\033[1m");
    }

    private static Tty terminal(int columns) {
        return new Tty() {
            @Override
            public boolean isTerminal(int descriptor) {
                return true;
            }

            @Override
            public int columns() {
                return columns;
            }
        };
    }
}
