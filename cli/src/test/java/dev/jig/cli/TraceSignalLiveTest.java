// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// trace_signal against this kernel. Two runs watch everything the tests do: one of signals, one of
/// system calls.
@Tag("live")
final class TraceSignalLiveTest {
    private static final int SIGUSR1 = 10;

    private static LiveJig signals;
    private static LiveJig calls;

    @BeforeAll
    static void start() {
        signals = LiveJig.ready("run", "trace_signal", "-o", "json");
        calls = LiveJig.ready("run", "trace_signal", "-o", "json", "--kill-only");
    }

    @AfterAll
    static void stop() {
        try (LiveJig one = signals;
                LiveJig other = calls) {
            assertThat(one.signal("INT").exit()).isZero();
            assertThat(other.signal("INT").exit()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"9, SIGKILL", "15, SIGTERM", "2, SIGINT", "10, SIGUSR1", "12, SIGUSR2"})
    void showsSenderTargetAndSignal(int number, String name) {
        Sent sent = send("kill", Integer.toString(number));
        List<Json> events = seen(signals, sent, number);
        assertThat(events).hasSize(1);
        Json event = events.getFirst();
        assertThat(event.text("sig")).isEqualTo(name);
        assertThat(event.text("error")).isEmpty();
        assertThat(event.number("error_raw")).isZero();
        assertThat(event.text("result")).isEqualTo("delivered");
        assertThat(event.text("proc.comm")).isEqualTo("signal_victim");
        assertThat(event.number("proc.tid")).isEqualTo(sent.sender);
        assertThat(event.number("proc.creds.uid")).isZero();
        assertThat(event.number("proc.creds.gid")).isZero();
        assertThat(event.text("proc.creds.user")).isEqualTo("root");
        assertThat(event.number("proc.mntns_id")).isPositive();
        assertThat(event.number("proc.cgroup_id")).isPositive();
        assertThat(event.number("proc.parent.pid")).isEqualTo(ProcessHandle.current().pid());
        assertThat(event.text("proc.parent.comm")).isNotEmpty();
        assertThat(event.text("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT.*");
        assertThat(event.number("timestamp_raw")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill", "tkill", "tgkill", "pidfd", "sigqueue"})
    void seesEveryWayOfSending(String how) {
        Sent sent = send(how, "10");
        assertThat(seen(signals, sent, SIGUSR1)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill", "tkill", "tgkill"})
    void seesSystemCallsWithTheirTarget(String how) {
        Sent sent = send(how, "10");
        List<Json> events = seen(calls, sent, SIGUSR1);
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().text("sig")).isEqualTo("SIGUSR1");
        assertThat(events.getFirst().text("error")).isEmpty();
        assertThat(events.getFirst().text("proc.comm")).isEqualTo("signal_victim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill", "tkill", "tgkill"})
    void aMissingTargetIsAnErrorOfTheCall(String how) {
        Sent sent = send("-m", how, "15");
        assertThat(sent.result).isEqualTo(-3);
        Json event = seen(calls, sent, 15).getFirst();
        assertThat(event.text("error")).isEqualTo("ESRCH");
        assertThat(event.number("error_raw")).isEqualTo(3);
        assertThat(seen(signals, sent, 15)).isEmpty();
    }

    @Test
    void aForbiddenTargetIsAnErrorOfTheCall() {
        Sent sent = send("-u", "1000", "kill", "15");
        assertThat(sent.result).isEqualTo(-1);
        Json event = seen(calls, sent, 15).getFirst();
        assertThat(event.text("error")).isEqualTo("EPERM");
        assertThat(event.number("proc.creds.uid")).isEqualTo(1000);
        assertThat(seen(signals, sent, 15)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"34, SIGRTMIN", "37, SIGRTMIN+3", "64, SIGRTMAX"})
    void realTimeSignalsHaveNames(int number, String name) {
        Sent sent = send("sigqueue", Integer.toString(number));
        Json event = seen(signals, sent, number).getFirst();
        assertThat(event.text("sig")).isIn(name, name.equals("SIGRTMAX") ? "SIGRTMIN+30" : name);
        assertThat(event.number("sig_raw")).isEqualTo(number);
    }

    @Test
    void anIgnoredSignalIsShownAsIgnored() {
        Sent sent = send("-i", "kill", "10");
        assertThat(seen(signals, sent, SIGUSR1).getFirst().text("result")).isEqualTo("ignored");
    }

    @Test
    void aSecondBlockedSignalIsAlreadyPending() {
        Sent sent = send("-b", "-n", "2", "kill", "10");
        assertThat(seen(signals, sent, SIGUSR1))
                .extracting(event -> event.text("result"))
                .containsExactly("delivered", "already_pending");
    }

    @Test
    void aSegmentationFaultIsASignalOfTheKernel() {
        Tools.run("sh", "-c", "kill -SEGV $$");
        Json event =
                signals.event(
                        e -> e.text("sig").equals("SIGSEGV") && e.text("proc.comm").equals("sh"));
        assertThat(event.number("tpid")).isEqualTo(event.number("proc.pid"));
    }

    @Test
    void failedShowsOnlyFailures() {
        try (LiveJig jig = LiveJig.ready("run", "trace_signal", "-o", "json", "--failed")) {
            Sent fine = send("kill", "10");
            Sent ignored = send("-i", "kill", "10");
            jig.event(e -> e.number("proc.pid") == ignored.sender);
            assertThat(jig.events(e -> e.text("result").equals("delivered"))).isEmpty();
            assertThat(jig.events(e -> e.number("proc.pid") == fine.sender))
                    .noneMatch(e -> e.text("sig").equals("SIGUSR1"));
        }
    }

    @Test
    void failedWithKillOnlyShowsOnlyCallsThatFailed() {
        try (LiveJig jig = LiveJig.ready("run", "trace_signal", "-o", "json", "--failed", "-k")) {
            Sent fine = send("kill", "10");
            Sent missing = send("-m", "kill", "10");
            Json event = jig.event(e -> e.number("proc.pid") == missing.sender);
            assertThat(event.text("error")).isEqualTo("ESRCH");
            assertThat(jig.events(e -> e.number("proc.pid") == fine.sender)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "SIGUSR1", "USR1"})
    void showsOnlyTheSignalAskedFor(String wanted) {
        try (LiveJig jig = LiveJig.ready("run", "trace_signal", "-o", "json", "--signal", wanted)) {
            Sent other = send("kill", "12");
            Sent asked = send("kill", "10");
            assertThat(seen(jig, asked, SIGUSR1)).hasSize(1);
            assertThat(jig.events(e -> e.number("proc.pid") == other.sender)).isEmpty();
            assertThat(jig.events(e -> e.number("sig_raw") != SIGUSR1)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--uid=1000", "--gid=1000", "--comm=signal_victim"})
    void filtersBySender(String filter) {
        try (LiveJig jig =
                LiveJig.ready("run", "trace_signal", "-o", "json", "--signal", "CONT", filter)) {
            Tools.run("sh", "-c", "kill -CONT $$");
            Sent sent = send("-u", "1000", "-g", "1000", "kill", "18");
            jig.event(e -> e.number("proc.pid") == sent.sender);
            assertThat(jig.events(e -> e.text("proc.comm").equals("sh"))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--pid", "--tid"})
    void filtersByProcessAndThread(String flag) throws IOException {
        Process sender = new ProcessBuilder("sh", "-c", "read x; kill -USR1 $$").start();
        String pid = Long.toString(sender.pid());
        try (LiveJig jig = LiveJig.ready("run", "trace_signal", "-o", "json", flag, pid)) {
            Sent other = send("kill", "10");
            sender.getOutputStream().write('\n');
            sender.getOutputStream().close();
            jig.event(e -> e.number("proc.pid") == sender.pid());
            assertThat(jig.events(e -> e.number("proc.pid") == other.sender)).isEmpty();
        } finally {
            sender.destroyForcibly();
        }
    }

    /// Events of a sender. All have come once a later one has: the ring keeps the order.
    private static List<Json> seen(LiveJig jig, Sent sent, int signal) {
        Sent later = send("kill", "10");
        jig.event(e -> e.number("proc.pid") == later.sender);
        return jig.events(
                e -> e.number("proc.pid") == sent.sender && e.number("sig_raw") == signal);
    }

    private static Sent send(String... arguments) {
        Tools.Result result = Tools.signal(arguments);
        return new Sent(result.number("sender"), result.number("target"), result.number("result"));
    }

    private record Sent(long sender, long target, long result) {}
}
