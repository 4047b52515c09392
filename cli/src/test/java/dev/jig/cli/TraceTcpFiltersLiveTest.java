// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// trace_tcp: what its flags leave out, and how it prints.
@Tag("vm")
final class TraceTcpFiltersLiveTest {
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

    @ParameterizedTest
    @ValueSource(strings = {"--uid=1000", "--gid=1000"})
    void filtersByUser(String filter) {
        try (LiveJig jig = LiveJig.ready("run", "trace_tcp", "-o", "json", filter)) {
            TcpVictim other = TcpVictim.run("-n", "pair");
            TcpVictim asked = TcpVictim.run("-g", "1000", "-u", "1000", "-n", "pair");
            jig.event(event -> event.number("proc.pid") == asked.pid());
            Tools.Result last = Tools.victim("tcp_victim", "-g", "1000", "-u", "1000", "refused");
            jig.event(event -> event.number("proc.pid") == last.number("pid"));
            assertThat(jig.events(event -> event.number("proc.pid") == asked.pid())).hasSize(4);
            assertThat(jig.events(event -> event.number("proc.pid") == other.pid())).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"tcp_victim, 4", "tcp_vic, 0"})
    void filtersByTheWholeName(String name, int events) {
        try (LiveJig jig =
                LiveJig.ready("run", "trace_tcp", "-o", "json", "--comm", name, "-t", "30s")) {
            TcpVictim victim = TcpVictim.run("pair");
            assertThat(jig.signal("INT").exit()).isZero();
            assertThat(jig.events(event -> event.number("proc.pid") == victim.pid()))
                    .hasSize(events);
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
