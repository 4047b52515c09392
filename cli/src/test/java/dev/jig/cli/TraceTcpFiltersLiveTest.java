// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// trace_tcp: what its flags leave out, and how it prints.
@Tag("vm")
final class TraceTcpFiltersLiveTest {
    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({
        "--accept-only, accept, emfile",
        "--connect-only, connect, refused",
        "--failure-only, connect accept, emfile refused"
    })
    void showsOnlyWhatIsAskedFor(String flag, String types, String failures) {
        try (LiveJig jig = LiveJig.ready("run", "trace_tcp", "-o", "json", flag)) {
            TcpVictim pair = TcpVictim.run("pair");
            TcpVictim threads = TcpVictim.run("-6nta", "pair");
            for (String failure : failures.split(" ", -1)) {
                TcpVictim failed = TcpVictim.run(failure);
                jig.event(event ->
                        event.number("proc.pid") == failed.pid() && !event.text("error").isEmpty());
            }
            Set<String> expected = Arrays.stream(types.split(" ", -1)).collect(Collectors.toSet());
            assertThat(types(jig.events(_ -> true))).isEqualTo(expected);
            int each = flag.equals("--failure-only") ? 0 : 1;
            assertThat(jig.events(event -> event.number("proc.pid") == pair.pid())).hasSize(each);
            assertThat(jig.events(event -> event.number("proc.pid") == threads.pid()))
                    .hasSize(each);
        }
    }

    private static Set<String> types(List<Json> events) {
        return events.stream().map(event -> event.text("type")).collect(Collectors.toSet());
    }

    /// Each of the others differs by one; of the name a part is not enough.
    @Test
    void filtersByUserAndName() throws IOException {
        Path part = Files.copy(Tools.program("tcp_victim"), directory.resolve("tcp_vic"));
        Path more = Files.copy(part, directory.resolve("tcp_victims"));
        try (LiveJig jig =
                LiveJig.ready(
                        "run",
                        "trace_tcp",
                        "-o",
                        "json",
                        "--uid=1000",
                        "--gid=1000",
                        "--comm=tcp_victim")) {
            TcpVictim.run("-g", "1000", "-u", "1001", "-n", "pair");
            TcpVictim.run("-g", "1001", "-u", "1000", "-n", "pair");
            for (Path other : List.of(part, more)) {
                Tools.run(other.toString(), "-g", "1000", "-u", "1000", "-n", "pair");
            }
            TcpVictim asked = TcpVictim.run("-g", "1000", "-u", "1000", "-n", "pair");
            assertThat(jig.signal("INT").exit()).isZero();
            assertThat(jig.events(_ -> true))
                    .hasSize(4)
                    .allMatch(event -> event.number("proc.pid") == asked.pid());
        }
    }

    @ParameterizedTest
    @CsvSource({"--pid, 4", "--tid, 3"})
    void filtersByProcessAndThread(String flag, int events) throws IOException {
        Path program =
                Path.of(System.getProperty("jig.root"), "cli", "target", "victims", "tcp_victim");
        Process waiting = new ProcessBuilder(program.toString(), "-t", "-w", "pair").start();
        String pid = Long.toString(waiting.pid());
        try (LiveJig jig = LiveJig.ready("run", "trace_tcp", "-o", "json", flag, pid)) {
            TcpVictim.run("pair");
            waiting.getOutputStream().write('\n');
            waiting.getOutputStream().close();
            assertThat(waiting.onExit().join().exitValue()).isZero();
            assertThat(jig.signal("INT").exit()).isZero();
            assertThat(jig.events(_ -> true))
                    .hasSize(events)
                    .allMatch(event -> event.number("proc.pid") == waiting.pid());
        } finally {
            waiting.destroyForcibly();
        }
    }

    @Test
    void columnsShowEndpointsAsTheyAreWritten() {
        try (LiveJig jig = LiveJig.ready("run", "trace_tcp", "--comm", "tcp_victim")) {
            TcpVictim v6 = TcpVictim.run("-6", "pair");
            TcpVictim v4 = TcpVictim.run("-n", "refused");
            assertThat(jig.signal("INT").exit()).isZero();
            assertThat(jig.out().getFirst()).matches("COMM +PID +TID +SRC +DST +TYPE +ERROR *");
            String ends = " [::1]:%d +[::1]:%d ".replace("[", "\\[").replace("]", "\\]");
            assertThat(jig.out())
                    .anyMatch(line -> fits(line, ends, v6, "connect *"))
                    .anyMatch(line ->
                            fits(
                                    line,
                                    " 127.0.0.1:%d +127.0.0.1:%d ",
                                    v4,
                                    "connect +ECONNREFUSED *"));
        }
    }

    private static boolean fits(String line, String ends, TcpVictim victim, String rest) {
        String pair = ends.formatted(victim.number("client"), victim.number("server"));
        return line.matches("tcp_victim .*" + pair + " *" + rest);
    }
}
