// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The command that a gadget's README shows with what it prints.
record ReadmeExample(String command, List<String> output) {
    private static final Path ROOT = Path.of(System.getProperty("jig.root"));
    private static final Pattern BLOCK =
            Pattern.compile("```console\n\\$ (.*?)\n(.*?)```", Pattern.DOTALL);

    static ReadmeExample of(String gadget) throws IOException {
        Matcher matcher = BLOCK.matcher(block(gadget));
        assertThat(matcher.matches()).isTrue();
        return new ReadmeExample(matcher.group(1), matcher.group(2).lines().toList());
    }

    /// The block itself.
    static String block(String gadget) throws IOException {
        Path readme = ROOT.resolve("gadgets").resolve(gadget).resolve("README.md");
        Matcher matcher = BLOCK.matcher(Files.readString(readme));
        assertThat(matcher.find()).as("%s has an example", readme).isTrue();
        return matcher.group();
    }

    String[] arguments() {
        return command.replaceFirst("^sudo jig ", "").split(" +", -1);
    }

    /// Asserts that a run of the command has printed the lines shown, in that order. Numbers, and
    /// therefore also widths of columns, may be others; so may be the kernel and its probes.
    void isWhatWasPrinted(LiveJig jig) {
        assertThat(output.getFirst()).startsWith("ready: ");
        assertThat(jig.err().getFirst()).startsWith(output.getFirst().replaceAll(" on .*", " on "));
        assertThat(jig.out().stream().map(ReadmeExample::masked))
                .as("printed:%n%s%n%s", jig.err(), String.join("\n", jig.out()))
                .containsSubsequence(output.stream().skip(1).map(ReadmeExample::masked).toList());
    }

    private static String masked(String line) {
        return line.replaceAll("\\d+", "N").replaceAll(" +", " ").strip();
    }
}
