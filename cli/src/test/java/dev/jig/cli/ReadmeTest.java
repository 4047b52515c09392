// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the README shows is what happens.
final class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("jig.root"));

    /// A command of the README with the lines it shows below it.
    record Shown(String command, List<String> output) {
        /// Whether it needs root; the rest is the same on every machine.
        boolean live() {
            return command.startsWith("sudo ");
        }

        String[] arguments() {
            return command.replaceFirst("^(sudo )?\\./jig ", "")
                    .replaceFirst(" +#.*", "")
                    .replace("'", "")
                    .split(" +", -1);
        }
    }

    @ParameterizedTest
    @MethodSource("commandsForAnybody")
    void commandsPrintWhatIsShown(Shown shown) {
        Captured result = Captured.of(shown.arguments());
        assertThat(result.exit()).isZero();
        assertThat(result.out().lines().map(String::stripTrailing))
                .containsSequence(shown.output());
    }

    @Tag("live")
    @Tag("host")
    @ParameterizedTest
    @MethodSource("commandsForRoot")
    void liveCommandsRunAndPrintWhatIsShownFirst(Shown shown) {
        List<String> arguments = new ArrayList<>(List.of(shown.arguments()));
        if (arguments.getFirst().equals("run")) {
            arguments.addAll(List.of("--timeout", "1"));
        }
        LiveJig jig = LiveJig.run(arguments.toArray(String[]::new));
        assertThat(jig.exit()).as("exit code of %s: %s", arguments, jig.err()).isZero();
        if (shown.output().isEmpty()) {
            return;
        }
        String shownFirst = shown.output().getFirst();
        if (shownFirst.startsWith("ready: ")) {
            assertThat(jig.err().getFirst()).startsWith("ready: " + arguments.get(1));
        } else {
            assertThat(jig.out().getFirst()).startsWith(shownFirst.substring(0, 6));
        }
    }

    @Test
    void theJavaExampleIsTheOneThatIsTested() throws IOException {
        String source =
                Files.readString(ROOT.resolve("cli/src/test/java/dev/jig/cli/Embedding.java"));
        Matcher part = find("// README begin\n(.*)    // README end", source);
        Matcher shown = find("```java\n(.*?)```", Files.readString(ROOT.resolve("README.md")));
        String example = part.group(1).stripTrailing().stripIndent() + "\n";
        assertThat(shown.group(1)).isEqualTo(example);
    }

    @Tag("live")
    @Tag("host")
    @Test
    void theJavaExampleWorks() throws InterruptedException {
        List<Integer> seen = new ArrayList<>();
        Thread victims =
                Thread.ofPlatform().start(() -> Tools.exec("-l", "1000", "/bin/true", "x"));
        Embedding.watchExecutions(Path.of(System.getProperty("jig.gadgets")), 3, seen::add);
        victims.join();
        assertThat(seen).hasSize(3).allMatch(pid -> pid > 0);
    }

    /// Which are tested in guests: {@link ReadmeExamplesLiveTest}.
    @ParameterizedTest
    @ValueSource(strings = {"trace_tcp", "trace_fsslower", "fsnotify", "trace_signal"})
    void examplesAreThoseOfTheGadgetsReadmes(String gadget) throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        assertThat(readme.contains(ReadmeExample.block(gadget))).isTrue();
    }

    static Stream<Shown> commandsForAnybody() throws IOException {
        return shown().stream().filter(s -> !s.live());
    }

    static Stream<Shown> commandsForRoot() throws IOException {
        return shown().stream().filter(Shown::live);
    }

    private static List<Shown> shown() throws IOException {
        List<Shown> all = new ArrayList<>();
        Pattern block = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
        Matcher blocks = block.matcher(Files.readString(ROOT.resolve("README.md")));
        while (blocks.find()) {
            for (String part : blocks.group(1).split("(?m)^\\$ ", -1)) {
                List<String> lines = part.lines().map(String::stripTrailing).toList();
                if (!lines.isEmpty() && lines.getFirst().contains("./jig ")) {
                    all.add(new Shown(lines.getFirst(), lines.subList(1, lines.size())));
                }
            }
        }
        assertThat(all).isNotEmpty();
        return all;
    }

    private static Matcher find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher;
    }
}
