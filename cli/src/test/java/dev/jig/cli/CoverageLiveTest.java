// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `jig run --coverage` as a user sees it.
@Tag("live")
@Tag("host")
final class CoverageLiveTest {
    private static final String COVERAGE = "coverage.";

    @TempDir Path directory;

    @Test
    void countsComeAfterTheEvents() {
        try (LiveJig jig =
                LiveJig.ready("run", "trace_exec", "-o", "json", "--coverage", "-q=false")) {
            Tools.exec("-l", "5", "/bin/true", "counted");
            jig.event(e -> e.texts("args").contains("4"));
            assertThat(jig.signal("INT").exit()).isZero();
            Json report = Json.parse(jig.out().getLast());
            long events = jig.out().size() - 1L;
            assertThat(report.number(COVERAGE + "events.outputs")).isEqualTo(events);
            assertThat(report.number(COVERAGE + "events.delivered")).isEqualTo(events);
            assertThat(report.number(COVERAGE + "events.lost")).isZero();
            assertThat(report.number(COVERAGE + "overhead.counts")).isGreaterThan(events);
            assertThat(report.number(COVERAGE + "overhead.picosecondsPerCount")).isPositive();
            assertThat(report.number(COVERAGE + "overhead.programNanoseconds")).isPositive();
            assertThat(report.byName(COVERAGE + "diagram.programs")).containsKey("ig_sched_exec");
            assertThat(jig.err())
                    .anyMatch(line ->
                            line.matches("coverage: \\d+ counters, .* counts of .* cost .*"))
                    .contains(
                            "coverage: %d event outputs; %d events delivered, 0 lost"
                                    .formatted(events, events));
        }
    }

    @Test
    void aTableIsFollowedByBothDiagrams() {
        try (LiveJig jig = LiveJig.ready("run", "trace_signal", "--coverage")) {
            Tools.signal("kill", "10");
            jig.awaitLine(line -> line.contains("SIGUSR1"));
            assertThat(jig.signal("INT").exit()).isZero();
            assertThat(jig.out())
                    .contains("flowchart LR", "sequenceDiagram")
                    .contains("ig_sig_generate -. \"Lookup 0\" .-x gadget_heap")
                    .anyMatch(
                            line -> line.matches("ig_sig_generate -- \"Reserve \\d+\" --> events"));
        }
    }

    @Test
    void aPictureAndAPageHaveTheCounts() throws IOException {
        Path svg = directory.resolve("coverage.svg");
        Path html = directory.resolve("coverage.html");
        try (LiveJig jig =
                LiveJig.ready(
                        "run",
                        "trace_signal",
                        "-o=none",
                        "--coverage",
                        "--svg=" + svg,
                        "--html=" + html)) {
            Tools.signal("kill", "10");
            assertThat(jig.signal("INT").exit()).isZero();
        }
        assertThat(Files.readString(svg)).containsPattern(">Reserve [1-9]\\d*<");
        assertThat(Files.readString(html)).contains("Lookup 0").contains("arrow never");
    }

    /// In a terminal of its own, which `script` makes.
    @Test
    void enterPrintsTheDiagramsSoFar() throws IOException {
        String command =
                String.join(
                        " ", LiveJig.command("run", "trace_signal", "-o", "none", "--coverage"));
        Process process =
                new ProcessBuilder("script", "-qec", command, "/dev/null")
                        .redirectErrorStream(true)
                        .start();
        try (OutputStream keys = process.getOutputStream();
                BufferedReader lines = process.inputReader(UTF_8)) {
            assertThat(until(lines, "ready: ")).isNotEmpty();
            keys.write('\n');
            keys.flush();
            assertThat(until(lines, "sequenceDiagram")).isNotEmpty();
            Tools.signal("kill", "10");
            keys.write('\n');
            keys.flush();
            assertThat(until(lines, "sequenceDiagram")).isNotEmpty();
            keys.write(3); // Ctrl-C
            keys.flush();
            assertThat(until(lines, "coverage: ")).isNotEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String until(BufferedReader lines, String start) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith(start)) {
            line = lines.readLine();
        }
        return line == null ? "" : line;
    }
}
