// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Real guests. They run on this machine, not in one another.
@Tag("live")
@Execution(ExecutionMode.CONCURRENT)
class GuestLiveTest {
    private static final String KERNEL = "6.1";
    private static final Path ROOT = Path.of(System.getProperty("jig.root"));
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir Path job;

    private int run(String script, Duration patience) throws IOException, InterruptedException {
        Path scripts = ROOT.resolve("vm");
        Path cache = KernelStore.cache();
        StockKernel kernel = new KernelStore(scripts, cache.resolve("kernels")).get(KERNEL);
        return new Guest(kernel, scripts, cache, 1, 512, patience)
                .run(script, job, Guest.Mode.FILE);
    }

    @Test
    void theScriptRunsAsRootInThatKernelOverTheseFiles() throws Exception {
        Path here = ROOT.resolve("pom.xml");
        String script =
                """
                uname -r
                id -u
                wc -c <%s
                touch %s.new && echo written
                echo note >&2
                exit 7
                """
                        .formatted(here, here);
        assertThat(run(script, LONG)).isEqualTo(7);
        assertThat(Files.readString(job.resolve(Guest.OUTPUT)).lines())
                .anyMatch(line -> line.startsWith(KERNEL + "."))
                .contains("0", Long.toString(Files.size(here)), "written", "note");
        assertThat(Path.of(here + ".new")).doesNotExist();
    }

    private Process jigVm(Path output, String script) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-Djig.root=" + ROOT,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        KERNEL,
                        "--",
                        "sh",
                        "-c",
                        script)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static void await(Path file, String text) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (!Files.readString(file).contains(text) && System.nanoTime() < end) {
            Thread.sleep(100);
        }
        assertThat(file).content().contains(text);
    }

    @Test
    void bothStreamsMayGoToOneFile() throws Exception {
        String turns = "for i in 1 2 3; do echo out; sleep 0.5; echo err >&2; sleep 0.5; done";
        String[] expected = {"out", "err", "out", "err", "out", "err"};
        assertThat(run(turns, LONG)).isZero();
        assertThat(Files.readAllLines(job.resolve(Guest.OUTPUT))).containsExactly(expected);
        Path output = job.resolve("file");
        Process process = jigVm(output, turns + "; exit 7");
        assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(7);
        assertThat(Files.readAllLines(output)).containsExactly(expected);
    }

    @Test
    void anInterruptedJobHasItsLastWords() throws Exception {
        Path output = job.resolve("file");
        String words = "trap 'echo out; sleep 0.5; echo err >&2; exit' INT; echo up >&2; ";
        Process process = jigVm(output, words + "while :; do sleep 0.1; done");
        try {
            await(output, "up\n");
            process.destroy();
            assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readAllLines(output)).containsExactly("up", "out", "err");
    }

    @Test
    void aPanicIsShownWithTheConsole() {
        assertThatThrownBy(() -> run("echo c >/proc/sysrq-trigger; sleep 100", LONG))
                .isInstanceOf(GuestException.class)
                .hasMessageStartingWith("run in kernel 6.1: ended before its job")
                .hasMessageContaining("Kernel panic");
    }

    @Test
    void aHangIsEnded() {
        assertThatThrownBy(
                        () -> run("echo started >/dev/ttyS0; sleep 1000", Duration.ofSeconds(25)))
                .isInstanceOf(GuestException.class)
                .hasMessageStartingWith("run in kernel 6.1: no end after 25 s");
    }

    @Test
    void aKernelThatIsNotThereIsAFailure() {
        KernelStore store = new KernelStore(ROOT.resolve("vm"), job);
        assertThatThrownBy(() -> store.get("4.4"))
                .isInstanceOf(GuestException.class)
                .hasMessage(
                        "boot kernel 4.4: there is none of that version (known: 5.10, 6.1, 6.12)");
    }
}
