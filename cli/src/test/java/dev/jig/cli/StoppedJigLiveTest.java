// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A jig that is stopped would let every new container wait for it: it lets go of them before.
@Tag("live")
final class StoppedJigLiveTest {
    private static final String NAME = "jig-afterwards";

    @TempDir Path directory;

    @Test
    void holdsNoContainer() throws Exception {
        OciBundle bundle = OciBundle.of(directory.resolve("bundle"), "/bin/true", "seen");
        try (LiveJig jig = LiveJig.start(inAGroupOfItsOwn())) {
            jig.awaitReady();
            long pid = pid();
            assertThat(bundle.run("runc", "jig-before").exit()).isZero();
            for (String signal : List.of("STOP", "TSTP")) {
                send(signal, pid);
                awaitState(pid, 'T');
                // would not end if it were held
                assertThat(bundle.run("runc", "jig-meanwhile").exit()).isZero();
                assertThat(state(pid)).isEqualTo('T');
                send("CONT", pid);
                awaitState(pid, 'S');
            }
            // whoever is told to go on before it has stopped does not stop
            Tools.run("sh", "-c", "kill -STOP %d; kill -CONT %1$d".formatted(pid));
            while (jig.out().isEmpty()) {
                assertThat(bundle.run("runc", NAME).exit()).isZero();
            }
            send("INT", pid);
            assertThat(jig.exit()).isZero();
            assertThat(jig.events(_ -> true)).allMatch(e -> e.texts("args").contains("seen"));
        }
    }

    /// Signals of terminals have no effect in a group that nobody else's parent is in.
    private static List<String> inAGroupOfItsOwn() {
        List<String> command =
                new ArrayList<>(
                        List.of("timeout", String.valueOf(2 * LiveJig.PATIENCE.toSeconds())));
        command.addAll(LiveJig.command("run", "trace_exec", "-o", "json", "-c", NAME));
        return command;
    }

    private static void send(String signal, long pid) {
        assertThat(Tools.run("kill", "-" + signal, Long.toString(pid)).exit()).isZero();
    }

    private static long pid() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .filter(process ->
                        List.of(process.info().arguments().orElse(new String[0])).contains(NAME))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    private static void awaitState(long pid, char wanted) throws Exception {
        long deadline = System.nanoTime() + LiveJig.PATIENCE.toNanos();
        while (state(pid) != wanted) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    private static char state(long pid) throws IOException {
        String statistics = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return statistics.charAt(statistics.lastIndexOf(')') + 2);
    }
}
