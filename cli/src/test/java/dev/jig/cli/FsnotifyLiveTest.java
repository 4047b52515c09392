// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.cli.Tools.Result;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// fsnotify in kernels that have kprobes. One run watches what most tests do.
@Tag("vm")
final class FsnotifyLiveTest {
    private static LiveJig all;

    @BeforeAll
    static void start() {
        all = LiveJig.ready("run", "fsnotify", "-o", "json");
    }

    @AfterAll
    static void stop() {
        try (LiveJig jig = all) {
            assertThat(jig.signal("INT").exit()).isZero();
        }
    }

    private static Result victim(String... arguments) {
        return Tools.victim("fsnotify_victim", arguments);
    }

    private static String word(Result result, String key) {
        Matcher matcher = Pattern.compile("(?m)^" + key + " (.*)$").matcher(result.output());
        assertThat(matcher.find()).as(result.output()).isTrue();
        return matcher.group(1);
    }

    private static Json of(LiveJig jig, String type, String side, long pid) {
        return jig.event(
                event -> event.text("type").equals(type) && event.number(side + ".pid") == pid);
    }

    private static List<Json> eventsOf(LiveJig jig, long tracer) {
        return jig.events(event -> event.number("tracer.pid") == tracer);
    }

    @Test
    void aWriteIsToldToInotify() {
        Result done = victim("inotify");
        long tracer = done.number("tracer");
        Json event = of(all, "inotify", "tracer", tracer);
        assertThat(event.text("i_mask")).isEqualTo("IN_MODIFY");
        assertThat(event.text("name")).isEqualTo("watched");
        assertThat(event.number("i_wd")).isEqualTo(1);
        assertThat(event.number("i_ino")).isEqualTo(done.number("inode"));
        assertThat(event.number("i_ino_dir")).isEqualTo(done.number("directory"));
        assertThat(event.number("i_cookie")).isZero();
        assertThat(event.text("tracee.comm")).isEqualTo("fsnotify_victim".substring(0, 15));
        assertThat(event.number("tracee.pid")).isEqualTo(tracer);
        assertThat(event.number("tracee.tid")).isEqualTo(tracer);
        assertThat(event.number("tracee.ppid")).isEqualTo(ProcessHandle.current().pid());
        assertThat(event.text("tracee.pcomm")).isNotEmpty();
        assertThat(event.text("tracee_user")).isEqualTo("root");
        assertThat(event.text("tracer_group")).isEqualTo("root");
        assertThat(event.number("tracee_mntns_id"))
                .isPositive()
                .isEqualTo(event.number("tracer_mntns_id"));
        assertThat(event.text("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT.*");
        assertNothingOfFanotify(event);
        assertThat(eventsOf(all, tracer)).hasSize(1);
    }

    private static void assertNothingOfFanotify(Json event) {
        assertThat(event.text("fa_mask")).isEmpty();
        assertThat(event.text("fa_type")).isEqualTo("UNKNOWN");
        assertThat(event.text("fa_response")).isEqualTo("na");
        for (String field : List.of("fa_mask_raw", "fa_pid", "fa_flags", "fa_f_flags", "prio")) {
            assertThat(event.number(field)).as(field).isZero();
        }
    }

    @Test
    void anOpenIsToldToFanotifyWithThePath() {
        Result done = victim("fanotify");
        long tracer = done.number("tracer");
        Json event = of(all, "fanotify", "tracer", tracer);
        assertThat(event.text("fa_mask")).isEqualTo("FAN_OPEN");
        assertThat(event.text("fa_type")).isEqualTo("PATH");
        assertThat(event.text("name")).isEqualTo(word(done, "path"));
        assertThat(event.number("fa_pid")).isEqualTo(tracer);
        assertThat(event.text("i_mask")).isEmpty();
        assertThat(event.text("fa_response")).isEqualTo("na");
        assertThat(event.number("i_wd")).isZero();
        assertThat(event.number("i_ino")).isZero();
        assertThat(eventsOf(all, tracer)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"allow, allow", "deny, deny", "kill, interrupted"})
    void aVerdictFollowsAPermissionEvent(String what, String verdict) {
        Result done = victim("permission", what);
        long tracee = done.number("tracee");
        Json asked = of(all, "fanotify", "tracee", tracee);
        Json answered = of(all, "fa_resp", "tracee", tracee);
        for (Json event : List.of(asked, answered)) {
            assertThat(event.text("fa_mask")).isEqualTo("FAN_OPEN_PERM");
            assertThat(event.text("fa_type")).isEqualTo("PATH_PERM");
            assertThat(event.number("prio")).isEqualTo(1);
            assertThat(event.number("tracer.pid")).isEqualTo(done.number("tracer"));
            assertThat(event.number("tracee.ppid")).isEqualTo(done.number("tracer"));
            assertThat(event.text("name")).isEqualTo(word(done, "path"));
        }
        assertThat(asked.text("fa_response")).isEqualTo("na");
        assertThat(answered.text("fa_response")).isEqualTo(verdict);
        assertThat(answered.number("timestamp_raw"))
                .isGreaterThanOrEqualTo(asked.number("timestamp_raw"));
    }

    @Test
    void aFullQueueIsToldWithoutATracee() {
        long tracer;
        try (LiveJig jig = LiveJig.ready("run", "fsnotify", "-o", "json", "--ring-size", "64M")) {
            tracer = victim("overflow").number("tracer");
            Json full =
                    jig.event(event ->
                            event.number("tracer.pid") == tracer
                                    && event.text("i_mask").equals("IN_Q_OVERFLOW"));
            assertThat(full.text("type")).isEqualTo("inotify");
            assertThat(full.number("i_wd")).isEqualTo(-1);
            assertThat(full.number("tracee.pid")).isZero();
            assertThat(full.text("tracee.comm")).isEmpty();
            assertThat(full.text("name")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--inotify-only", "--fanotify-only"})
    void oneKindAloneCanBeWatched(String flag) {
        try (LiveJig jig = LiveJig.ready("run", "fsnotify", "-o", "json", flag)) {
            boolean inotify = flag.startsWith("--i");
            victim(inotify ? "fanotify" : "inotify");
            victim("permission", "allow");
            long tracer = victim(inotify ? "inotify" : "fanotify").number("tracer");
            String kind = inotify ? "inotify" : "fanotify";
            of(jig, kind, "tracer", tracer);
            assertThat(jig.events(event -> event.text("tracer.comm").startsWith("fsnotify_v")))
                    .extracting(event -> event.text("type"))
                    .containsOnly(kind);
        }
    }

    @Test
    void tracersAndTraceesCanBeChosen() throws Exception {
        Process victim =
                new ProcessBuilder("sh", "-c", "read x; exec " + path() + " inotify").start();
        String pid = Long.toString(victim.pid());
        try (LiveJig tracer = LiveJig.ready("run", "fsnotify", "-o", "json", "--tracer-pid", pid);
                LiveJig tracee =
                        LiveJig.ready("run", "fsnotify", "-o", "json", "--tracee-pid", pid);
                LiveJig group =
                        LiveJig.ready("run", "fsnotify", "-o", "json", "--tracer-group", "1")) {
            victim("inotify");
            victim.getOutputStream().write('\n');
            victim.getOutputStream().close();
            assertThat(victim.waitFor()).isZero();
            for (LiveJig jig : List.of(tracer, tracee)) {
                of(jig, "inotify", "tracer", victim.pid());
                assertThat(jig.events(event -> event.number("tracer.pid") != victim.pid()))
                        .isEmpty();
            }
            assertThat(group.signal("INT").exit()).isZero();
            assertThat(group.out()).isEmpty();
        }
    }

    private static String path() {
        return System.getProperty("jig.root") + "/cli/target/victims/fsnotify_victim";
    }
}
