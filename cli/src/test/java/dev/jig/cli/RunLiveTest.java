// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every gadget: how events are printed, and how a run ends.
@Tag("live")
@Tag("host")
final class RunLiveTest {
    private static final String[] TRUE = {"/bin/true", "/bin/true", "quoted \"x\"", "%1b[2J"};

    @Test
    void aTableIsNotCutWhereThereIsNoTerminal() {
        try (LiveJig jig = LiveJig.ready("run", "trace_exec")) {
            String word = "long-".repeat(60);
            Tools.exec("-x", TRUE[0], TRUE[1], TRUE[3], word);
            String row = jig.awaitLine(line -> line.contains(word));
            assertThat(row).contains("/bin/true").doesNotContain("\033");
            assertThat(jig.out().getFirst()).startsWith("COMM").contains("PID", "ARGS", "ERROR");
            assertThat(jig.signal("INT").exit()).isZero();
        }
    }

    @Test
    void fieldsAreChosenInATable() {
        try (LiveJig jig = LiveJig.ready("run", "trace_exec", "--fields", "args,uid")) {
            Tools.exec("-u", "1000", "/bin/true", "only-these");
            assertThat(jig.awaitLine(line -> line.startsWith("only-these")))
                    .matches("only-these +1000");
            assertThat(jig.out().getFirst()).matches("ARGS +UID");
        }
    }

    @Test
    void fieldsAreChosenInJson() {
        try (LiveJig jig =
                LiveJig.ready("run", "trace_exec", "-o", "json", "--fields", "proc.comm,args")) {
            Tools.exec("/bin/true", "only-these");
            assertThat(jig.awaitLine(line -> line.contains("[\"only-these\"]")))
                    .isEqualTo("{\"args\":[\"only-these\"],\"proc\":{\"comm\":\"true\"}}");
        }
    }

    @Test
    void fieldsAreAddedAndRemoved() {
        try (LiveJig jig = LiveJig.ready("run", "trace_exec", "--fields", "+uid,-tty,-error")) {
            assertThat(jig.awaitLine(line -> line.startsWith("COMM")))
                    .contains("UID", "ARGS")
                    .doesNotContain("TTY")
                    .doesNotContain("ERROR");
        }
    }

    @Test
    void whatIsReadOnceEndsOfItself() {
        String object =
                Path.of(System.getProperty("jig.root"), "gadgets/target/include-test")
                        .resolve("snapshot.bpf.o")
                        .toString();
        long own = ProcessHandle.current().pid();
        try (LiveJig jig = LiveJig.ready("run", object, "-o", "json", "-F", "tid==" + own)) {
            assertThat(jig.exit()).isZero();
            assertThat(jig.out())
                    .hasSize(6)
                    .allSatisfy(line -> assertThat(line).contains("\"pid\":" + own));
        }
    }

    @Test
    void prettyJsonAndYamlHoldWhatJsonHolds() {
        String filter = "comm==true,args~one-of-each";
        try (LiveJig json = LiveJig.ready("run", "trace_exec", "-o", "json", "-F", filter);
                LiveJig pretty = LiveJig.ready("run", "trace_exec", "-o=jsonpretty", "-F", filter);
                LiveJig yaml = LiveJig.ready("run", "trace_exec", "-o", "yaml", "-F", filter)) {
            Tools.exec("-x", "/bin/true", "one-of-each", TRUE[2], TRUE[3]);
            json.awaitLine(line -> line.contains("one-of-each"));
            pretty.awaitLine(line -> line.equals("}"));
            yaml.awaitLine(line -> line.contains("one-of-each"));
            assertThat(json.signal("TERM").exit()).isZero();
            assertThat(pretty.signal("TERM").exit()).isZero();
            assertThat(yaml.signal("TERM").exit()).isZero();
            Json event = Json.parse(json.out().getFirst());
            Json same = Json.parse(String.join("\n", pretty.out()));
            assertThat(same.keys()).isEqualTo(event.keys());
            assertThat(same.texts("args"))
                    .containsExactly("one-of-each", "quoted \"x\"", "\033[2J");
            assertThat(yaml.out().getFirst()).isEqualTo("---");
            assertThat(yaml.out())
                    .filteredOn(line -> line.matches("[a-z0-9_]+:.*"))
                    .extracting(line -> line.replaceAll(":.*", ""))
                    .containsExactlyInAnyOrderElementsOf(event.keys());
        }
    }

    @Test
    void noneMeansNothing() {
        LiveJig jig = LiveJig.run("run", "trace_exec", "-o", "none", "-t", "1");
        assertThat(jig.exit()).isZero();
        assertThat(jig.out()).isEmpty();
    }

    @Test
    void filtersKeepOnlyWhatMeetsAllRules() {
        try (LiveJig jig =
                LiveJig.ready("run", "trace_exec", "-o", "json", "-F", "uid==1000,args~^find")) {
            Tools.exec("/bin/true", "find-root");
            Tools.exec("-u", "1000", "/bin/true", "other");
            Tools.exec("-u", "1000", "/bin/true", "find-user");
            jig.awaitLine(line -> line.contains("find-user"));
            assertThat(jig.out()).hasSize(1);
        }
    }

    @Test
    void theReadyLineSaysWhatIsAttached() {
        try (LiveJig jig = LiveJig.ready("run", "trace_exec", "-o", "none")) {
            String line = jig.err().getFirst();
            String release = Tools.run("uname", "-r").output().strip();
            assertThat(line).startsWith("ready: trace_exec on " + release + ", ");
            assertThat(line).containsPattern("\\d( of \\d)? programs attached");
        }
    }

    @Test
    void quietPrintsNoReadyLine() {
        LiveJig jig = LiveJig.run("run", "trace_exec", "-q", "-t", "500ms");
        assertThat(jig.exit()).isZero();
        assertThat(jig.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void signalsEndItCleanly(String signal) {
        try (LiveJig jig = LiveJig.ready("run", "trace_exec")) {
            assertThat(jig.signal(signal).exit()).isZero();
            assertThat(jig.err()).hasSize(1);
        }
    }

    /// One that was told to end and cannot: there is more to print than its pipe holds, and nobody
    /// reads.
    private static Process ending() throws IOException, InterruptedException {
        Process jig =
                new ProcessBuilder(LiveJig.command("run", "trace_exec", "-o", "json")).start();
        BufferedReader err = jig.errorReader();
        String line = err.readLine();
        while (!line.startsWith("ready: ")) {
            line = err.readLine();
        }
        Tools.exec("-l", "100", "-n", "400", "/bin/true", "x");
        signalInt(jig);
        long end = System.nanoTime() + LiveJig.PATIENCE.toNanos();
        while (catchesInt(jig)) {
            assertThat(System.nanoTime()).as("the first signal is taken").isLessThan(end);
            Thread.sleep(10);
        }
        return jig;
    }

    private static void signalInt(Process jig) {
        Tools.run("kill", "-INT", Long.toString(jig.pid()));
    }

    /// Whether SIGINT does something else than to end the process at once.
    private static boolean catchesInt(Process jig) throws IOException {
        Path status = Path.of("/proc/" + jig.pid() + "/status");
        String caught =
                Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigCgt:"))
                        .findFirst()
                        .orElseThrow()
                        .substring("SigCgt:".length())
                        .strip();
        return (Long.parseUnsignedLong(caught, 16) & 1L << (2 - 1)) != 0;
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        Process jig = ending();
        try {
            assertThat(jig.isAlive()).isTrue();
            signalInt(jig);
            assertThat(jig.waitFor(LiveJig.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(jig.exitValue()).isEqualTo(128 + 2);
        } finally {
            jig.destroyForcibly();
        }
    }

    @Test
    void afterOneSignalItPrintsWhatIsLeft() throws Exception {
        Process jig = ending();
        try {
            List<String> lines = jig.inputReader().readAllLines();
            assertThat(jig.waitFor(LiveJig.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(jig.exitValue()).isZero();
            assertThat(lines).allSatisfy(line -> assertThat(line).matches("\\{.*}"));
            assertThat(lines).anyMatch(line -> line.contains("arg-399"));
        } finally {
            jig.destroyForcibly();
        }
    }

    @Test
    void aSignalWhileItStartsEndsItToo() {
        for (int millis = 100; millis <= 900; millis += 200) {
            try (LiveJig jig = LiveJig.start("run", "trace_signal", "-o", "none")) {
                Tools.run("sleep", Double.toString(millis / 1000.0));
                assertThat(jig.signal("INT").exit()).isIn(0, 128 + 2);
            }
        }
    }

    @Test
    void itEndsAfterTheTimeGiven() {
        long begin = System.nanoTime();
        LiveJig jig = LiveJig.run("run", "trace_signal", "-o", "json", "--timeout", "1s");
        assertThat(jig.exit()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofSeconds(1), LiveJig.PATIENCE);
    }

    @Test
    void itEndsAfterTheEventsGiven() {
        try (LiveJig jig =
                LiveJig.ready(
                        "run",
                        "trace_exec",
                        "-o",
                        "json",
                        "--max-events",
                        "3",
                        "-F",
                        "comm==true")) {
            Tools.exec("-l", "20", "/bin/true", "x");
            assertThat(jig.exit()).isZero();
            assertThat(jig.out()).hasSize(3);
        }
    }

    @Test
    void itEndsWhenTheReaderHasSeenEnough() {
        String command =
                LiveJig.command(
                                "run",
                                "trace_exec",
                                "-o",
                                "json",
                                "-F",
                                "comm==true,args~head-test")
                        .stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "));
        try (LiveJig pipe =
                LiveJig.start(
                        List.of("bash", "-c", command + " | head -1; echo ${PIPESTATUS[0]}"))) {
            pipe.awaitReady();
            Tools.exec("/bin/true", "head-test");
            assertThat(pipe.exit()).isZero();
            assertThat(pipe.out()).hasSize(2);
            assertThat(pipe.out().getFirst()).contains("head-test");
            assertThat(pipe.out().getLast()).isEqualTo("0");
            assertThat(pipe.err()).hasSize(1);
        }
    }

    @Test
    void aGadgetThisKernelCannotRunIsOneLineWithExitCode5() throws URISyntaxException {
        URL object = Objects.requireNonNull(getClass().getResource("/bpf/missing_target.bpf.o"));
        LiveJig jig = LiveJig.run("run", Path.of(object.toURI()).toString());
        assertThat(jig.exit()).isEqualTo(Exit.UNSUPPORTED.code());
        assertThat(jig.out()).isEmpty();
        assertThat(jig.err()).hasSize(1);
        assertThat(jig.err().getFirst())
                .startsWith("jig: run gadget missing_target: ")
                .contains("never", "tracepoint jig/there_is_no_such_event");
    }

    /// The process is stopped while the kernel goes on producing, so that some are surely lost.
    @Test
    void producedIsDeliveredAndLost() {
        int produced = 20_000;
        try (LiveJig jig =
                LiveJig.ready(
                        "run",
                        "trace_signal",
                        "-o",
                        "json",
                        "--signal",
                        "10",
                        "--comm",
                        "signal_victim",
                        "--ring-size",
                        "64K")) {
            jig.signal("STOP");
            Tools.signal("-i", "-n", Integer.toString(produced), "kill", "10");
            jig.signal("CONT");
            Tools.signal("-i", "-n", Integer.toString(produced), "kill", "10");
            assertThat(jig.signal("INT").exit()).isZero();

            List<Json> lines = jig.out().stream().map(Json::parse).toList();
            long lost = lostOnStream(lines);
            long delivered = lines.stream().filter(line -> line.has("sig")).count();
            assertThat(lost).isPositive();
            assertThat(delivered + lost).isEqualTo(2L * produced);
            assertThat(jig.err().getLast()).startsWith("lost: " + lost + " events of trace_signal");
        }
    }

    private static long lostOnStream(List<Json> lines) {
        long total = 0;
        long last = 0;
        for (Json line : lines) {
            if (line instanceof Json.Fields(var fields) && fields.containsKey("jig.lost")) {
                Json notice = fields.get("jig.lost");
                total += notice.number("lost");
                last = notice.number("total");
            }
        }
        assertThat(total).isEqualTo(last);
        return total;
    }
}
