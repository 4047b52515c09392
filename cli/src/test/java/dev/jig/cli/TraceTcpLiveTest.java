// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// trace_tcp: what is told of each kind of connection. One run watches everything the tests do.
@Tag("vm")
final class TraceTcpLiveTest {
    private static LiveJig jig;

    @BeforeAll
    static void start() {
        jig = LiveJig.ready("run", "trace_tcp", "-o", "json");
    }

    @AfterAll
    static void stop() {
        try (LiveJig one = jig) {
            assertThat(one.signal("INT").exit()).isZero();
            assertThat(one.err()).noneMatch(line -> line.contains("lost"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 127.0.0.1, 4",
        "-6, ::1, 6",
        "-m, 127.0.0.1, 4",
        "-n, 127.0.0.1, 4",
        "-6n, ::1, 6",
        "-a, 127.0.0.1, 4",
        "-N, 127.0.0.1, 4",
        "-N6a, ::1, 6"
    })
    void aConnectionIsMadeAcceptedAndClosedOnBothSides(String how, String address, int version) {
        TcpVictim victim = how.isEmpty() ? TcpVictim.run("pair") : TcpVictim.run(how, "pair");
        List<Json> events = victim.seenBy(jig);
        assertThat(events)
                .extracting(event -> event.text("type"))
                .containsExactlyInAnyOrder("connect", "accept", "close", "close");
        assertThat(events).allMatch(event -> event.text("error").isEmpty());
        Json connect = victim.onlySeenBy(jig, "connect");
        victim.isFromClient(connect, address, version);
        assertThat(connect.number("fd")).isEqualTo(victim.number("fd"));
        assertThat(connect.number("accept_fd")).isEqualTo(-1);
        Json accept = victim.onlySeenBy(jig, "accept");
        victim.isFromServer(accept, address, version);
        assertThat(accept.number("fd")).isEqualTo(victim.number("listener"));
        assertThat(accept.number("accept_fd")).isEqualTo(victim.number("accepted"));
        List<Json> closed =
                events.stream().filter(event -> event.text("type").equals("close")).toList();
        victim.isFromClient(closed.getFirst(), address, version);
        victim.isFromServer(closed.getLast(), address, version);
        assertThat(closed)
                .allMatch(event -> event.number("fd") == -1 && event.number("accept_fd") == -1);
    }

    @Test
    void theProcessIsTheOneThatConnects() {
        TcpVictim victim = TcpVictim.run("-g", "1000", "-u", "1000", "-n", "pair");
        Json event = victim.onlySeenBy(jig, "connect");
        assertThat(event.text("proc.comm")).isEqualTo("tcp_victim");
        assertThat(event.number("proc.tid")).isEqualTo(victim.pid());
        assertThat(event.number("proc.creds.uid")).isEqualTo(1000);
        assertThat(event.number("proc.creds.gid")).isEqualTo(1000);
        assertThat(event.number("proc.parent.pid")).isEqualTo(ProcessHandle.current().pid());
        assertThat(event.text("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT.*");
        assertThat(event.number("timestamp_raw")).isPositive();
    }

    @Test
    void aThreadConnects() {
        TcpVictim victim = TcpVictim.run("-t", "pair");
        assertThat(victim.number("tid")).isNotEqualTo(victim.pid());
        Json connect = victim.onlySeenBy(jig, "connect");
        assertThat(connect.number("proc.tid")).isEqualTo(victim.number("tid"));
        victim.isFromClient(connect, "127.0.0.1", 4);
        Json accept = victim.onlySeenBy(jig, "accept");
        assertThat(accept.number("proc.tid")).isEqualTo(victim.pid());
    }

    /// More of them than a kretprobe has room for: not one accept is missing.
    @Test
    void manyThreadsSleepInAccept() {
        TcpVictim victim = TcpVictim.run("-t", "-c", "64", "pair");
        List<Json> accepts = victim.seenBy(jig, "accept");
        assertThat(accepts).hasSize(64);
        assertThat(accepts)
                .allMatch(event -> event.number("fd") == victim.number("listener"))
                .extracting(event -> event.number("dst.port"))
                .doesNotHaveDuplicates();
        assertThat(accepts).extracting(e -> e.number("proc.tid")).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"'', 127.0.0.1, 4", "-6, ::1, 6", "-m, 127.0.0.1, 4", "-t, 127.0.0.1, 4"})
    void aBlockingConnectIsRefused(String how, String address, int version) {
        TcpVictim victim = how.isEmpty() ? TcpVictim.run("refused") : TcpVictim.run(how, "refused");
        Json event = victim.onlySeenBy(jig, "connect");
        assertThat(event.text("error")).isEqualTo("ECONNREFUSED");
        assertThat(event.number("error_raw")).isEqualTo(111);
        assertThat(event.number("fd")).isEqualTo(victim.number("fd"));
        assertThat(event.number("accept_fd")).isEqualTo(-1);
        TcpVictim.end(event, "dst", address, victim.number("server"), version);
        assertThat(event.number("src.port")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-n", "-6n", "-nt"})
    void aConnectWithoutBlockingIsRefusedAndThenClosed(String how) {
        TcpVictim victim = TcpVictim.run(how, "-p", "9070", "refused");
        String address = how.contains("6") ? "::1" : "127.0.0.1";
        int version = how.contains("6") ? 6 : 4;
        Json connect = victim.onlySeenBy(jig, "connect");
        victim.isFromClient(connect, address, version);
        assertThat(connect.text("error")).isEqualTo("ECONNREFUSED");
        assertThat(connect.number("fd")).isEqualTo(victim.number("fd"));
        Json close = victim.onlySeenBy(jig, "close");
        victim.isFromClient(close, address, version);
        assertThat(close.text("error")).isEmpty();
        assertThat(close.number("fd")).isEqualTo(-1);
        assertThat(close.number("accept_fd")).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aConnectTimesOut(String address) {
        boolean v6 = address.contains(":");
        TcpVictim victim = v6 ? TcpVictim.run("-6", "timeout") : TcpVictim.run("timeout");
        List<Json> failed =
                victim.seenBy(jig, "connect").stream()
                        .filter(event -> event.text("error").equals("ETIMEDOUT"))
                        .toList();
        assertThat(failed).hasSize(1);
        assertThat(failed.getFirst().number("fd")).isEqualTo(victim.number("fd"));
        TcpVictim.end(failed.getFirst(), "dst", address, victim.number("server"), v6 ? 6 : 4);
    }

    @Test
    void aSocketIsClosedWhileItConnects() {
        TcpVictim victim = TcpVictim.run("abandoned");
        Json event =
                victim.seenBy(jig, "connect").stream()
                        .filter(seen -> seen.number("fd") == victim.number("fd"))
                        .findFirst()
                        .orElseThrow();
        assertThat(event.text("error")).isEqualTo("ECONNABORTED");
        victim.isFromClient(event, "127.0.0.1", 4);
        assertThat(victim.seenBy(jig, "close"))
                .noneMatch(seen -> seen.number("src.port") == victim.number("client"));
    }

    @ParameterizedTest
    @CsvSource({"-N, 198.51.100.1, 4", "-N6, 2001:db8::1, 6"})
    void anAddressCannotBeReached(String how, String address, int version) {
        TcpVictim victim = TcpVictim.run(how, "-p", "80", "unreachable");
        List<Json> events = victim.seenBy(jig);
        assertThat(events).hasSize(1);
        Json event = events.getFirst();
        assertThat(event.text("type")).isEqualTo("connect");
        assertThat(event.text("error")).isEqualTo("ENETUNREACH");
        assertThat(-victim.number("result")).isEqualTo(event.number("error_raw"));
        assertThat(event.number("fd")).isEqualTo(victim.number("fd"));
        assertThat(event.number("netns_id")).isEqualTo(victim.number("netns"));
        TcpVictim.end(event, "dst", address, 80, version);
        assertThat(event.number("src.port")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void anAddressIsTaken(String address) {
        boolean v6 = address.contains(":");
        TcpVictim victim = v6 ? TcpVictim.run("-6", "noaddress") : TcpVictim.run("noaddress");
        List<Json> failed =
                victim.seenBy(jig, "connect").stream()
                        .filter(event -> !event.text("error").isEmpty())
                        .toList();
        assertThat(failed).hasSize(1);
        assertThat(failed.getFirst().text("error")).isEqualTo("EADDRNOTAVAIL");
        assertThat(failed.getFirst().number("fd")).isEqualTo(victim.number("fd"));
        TcpVictim.end(failed.getFirst(), "dst", address, victim.number("server"), v6 ? 6 : 4);
    }

    @ParameterizedTest
    @CsvSource({"emfile, EMFILE", "invalid, EINVAL"})
    void acceptFails(String how, String error) {
        TcpVictim victim = TcpVictim.run(how);
        Json event = victim.onlySeenBy(jig, "accept");
        assertThat(event.text("error")).isEqualTo(error);
        assertThat(event.number("fd")).isEqualTo(victim.number("listener"));
        assertThat(event.number("accept_fd")).isEqualTo(-1);
        TcpVictim.end(event, "src", "127.0.0.1", victim.number("server"), 4);
        assertThat(event.number("dst.port")).isZero();
    }

    @Test
    void anAcceptedConnectionCannotBeHandedOver() {
        TcpVictim victim = TcpVictim.run("efault");
        Json event = victim.onlySeenBy(jig, "accept");
        assertThat(event.text("error")).isEqualTo("EFAULT");
        assertThat(event.number("accept_fd")).isEqualTo(-1);
        victim.isFromServer(event, "127.0.0.1", 4);
    }

    @Test
    void otherSocketsAreNotShown() {
        assertThat(TcpVictim.run("unix").seenBy(jig)).isEmpty();
    }

    @Test
    void aConnectWithoutItsSystemCallHasNoDescriptor() {
        TcpVictim victim = TcpVictim.run("fastopen");
        Json event = victim.onlySeenBy(jig, "connect");
        victim.isFromClient(event, "127.0.0.1", 4);
        assertThat(event.number("fd")).isEqualTo(-1);
        assertThat(event.text("error")).isEmpty();
    }
}
