// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real guests. They run on this machine, not in one another.
@Tag("live")
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
