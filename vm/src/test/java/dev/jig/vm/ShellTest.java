// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellTest {
    @Test
    void everyWordArrivesAsItIs() throws IOException {
        List<String> words = List.of("a b", "", "it's", "$HOME", "*", "\\n");
        String script = "printf '[%s]' " + Shell.command(words);
        Process process = new ProcessBuilder("sh", "-c", script).start();
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo("[a b][][it's][$HOME][*][\\n]");
    }

    @Test
    void jigRunsFromTheCheckoutAndOtherCommandsAsTheyAre() {
        Path root = Path.of("/r");
        assertThat(Main.script(root, List.of("run", "x"))).endsWith("exec '/r/jig' 'run' 'x'\n");
        assertThat(Main.script(root, List.of("--", "uname", "-r"))).endsWith("exec 'uname' '-r'\n");
        assertThat(Main.script(root, List.of())).endsWith("exec bash\n");
    }
}
