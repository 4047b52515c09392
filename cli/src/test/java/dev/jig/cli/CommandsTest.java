// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandsTest {
    @Test
    void listNamesTheGadgetsWithTheirDescriptions() {
        Captured result = Captured.of("list");
        assertThat(result.out()).startsWith("  GADGET");
        assertThat(result.out()).containsPattern("trace_signal +Trace signals");
        assertThat(result.exit()).isZero();
    }

    @Test
    void versionIsThatOfTheBuild() {
        assertThat(Captured.of("version").out()).matches("jig \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
        assertThat(Captured.of("--version")).isEqualTo(Captured.of("version"));
    }

    @Test
    void inspectDrawsAGadget() {
        String flowchart =
                Captured.of("image", "inspect", "trace_signal", "--extra-info", "ebpf.flowchart")
                        .out();
        String sequence =
                Captured.of("image", "inspect", "trace_signal", "--extra-info", "ebpf.sequence")
                        .out();
        String notes = Captured.of("image", "inspect", "trace_signal", "--developer-notes").out();
        assertThat(flowchart).startsWith("flowchart LR\n").contains("ig_sig_generate");
        assertThat(sequence).startsWith("sequenceDiagram\n");
        assertThat(notes).contains(flowchart).contains(sequence);
    }

    @Test
    void inspectTakesADirectoryAndAFile() {
        String directory = System.getProperty("jig.gadgets") + "/trace_signal";
        String[] info = {"--extra-info", "ebpf.flowchart"};
        Captured byName = Captured.of("image", "inspect", "trace_signal", info[0], info[1]);
        assertThat(Captured.of("image", "inspect", directory, info[0], info[1])).isEqualTo(byName);
        assertThat(Captured.of("image", "inspect", directory + "/program.bpf.o", info[0], info[1]))
                .isEqualTo(byName);
    }

    @Test
    void bashCanCompleteGadgetsFlagsAndValues(@TempDir Path directory) throws Exception {
        Path script = directory.resolve("jig.bash");
        Files.writeString(script, Captured.of("completion", "bash").out());
        assertThat(completed(script, "jig", "ru")).isEqualTo("run");
        assertThat(completed(script, "jig", "run", "trace_si")).isEqualTo("trace_signal");
        assertThat(completed(script, "jig", "run", "trace_signal", "--kil"))
                .isEqualTo("--kill-only");
        assertThat(completed(script, "jig", "run", "trace_signal", "-o", "jsonp"))
                .isEqualTo("jsonpretty");
        assertThat(completed(script, "jig", "image", "inspect", "x", "--extra-info", "ebpf.f"))
                .isEqualTo("ebpf.flowchart");
    }

    private static String completed(Path script, String... words) {
        String line =
                "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _jig; echo \"${COMPREPLY[*]}\""
                        .formatted(script, String.join(" ", words), words.length - 1);
        return Tools.run("bash", "-c", line).output().strip();
    }
}
