// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/// A run of `tcp_victim`: what it says of itself, and what a jig saw of it.
record TcpVictim(Tools.Result printed, long pid) {
    static TcpVictim run(String... arguments) {
        Tools.Result printed = Tools.victim("tcp_victim", arguments);
        assertThat(printed.exit()).as(printed.output()).isZero();
        return new TcpVictim(printed, printed.number("pid"));
    }

    long number(String word) {
        return printed.number(word);
    }

    /// Events of this victim. All have come once one of a later victim has: the ring keeps the
    /// order.
    List<Json> seenBy(LiveJig jig) {
        TcpVictim later = run("-n", "refused");
        jig.event(event -> event.number("proc.pid") == later.pid());
        return jig.events(event -> event.number("proc.pid") == pid);
    }

    List<Json> seenBy(LiveJig jig, String type) {
        return seenBy(jig).stream().filter(event -> event.text("type").equals(type)).toList();
    }

    /// The only event of that kind.
    Json onlySeenBy(LiveJig jig, String type) {
        List<Json> events = seenBy(jig, type);
        assertThat(events).as(printed.output()).hasSize(1);
        return events.getFirst();
    }

    /// Port of the end that called connect.
    Json isFromClient(Json event, String address, int version) {
        return has(event, "src", address, number("client"), version, "dst", number("server"));
    }

    /// Port of the end that was connected to.
    Json isFromServer(Json event, String address, int version) {
        return has(event, "src", address, number("server"), version, "dst", number("client"));
    }

    private Json has(
            Json event,
            String own,
            String address,
            long ownPort,
            int version,
            String other,
            long otherPort) {
        end(event, own, address, ownPort, version);
        end(event, other, address, otherPort, version);
        assertThat(event.number("netns_id")).isEqualTo(number("netns"));
        assertThat(event.number("proc.mntns_id")).isEqualTo(number("mntns"));
        assertThat(event.number("proc.cgroup_id")).isPositive();
        return event;
    }

    static void end(Json event, String name, String address, long port, int version) {
        assertThat(event.text(name + ".addr")).isEqualTo(address);
        assertThat(event.number(name + ".port")).isEqualTo(port);
        assertThat(event.number(name + ".version")).isEqualTo(version);
        assertThat(event.text(name + ".proto")).isEqualTo("TCP");
        assertThat(event.number(name + ".proto_raw")).isEqualTo(6);
    }
}
