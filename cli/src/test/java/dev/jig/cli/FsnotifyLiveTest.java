// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.cli.Tools.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// fsnotify in kernels that have kprobes. One run watches what most tests do.
@Tag("vm")
final class FsnotifyLiveTest {
    private static final long NOBODY = 0xffff_ffffL;
    private static final String COMM = "fsnotify_victim";

    private static LiveJig all;

    @TempDir Path directory;

    @BeforeAll
    static void start() {
        all = LiveJig.ready("run", "fsnotify", "-o", "json", "-v");
    }

    @AfterAll
    static void stop() {
        try (LiveJig jig = all) {
            assertThat(jig.signal("INT").exit()).isZero();
            assertThat(jig.err()).noneMatch(line -> line.startsWith("lost: "));
        }
    }

    @Test
    void saysWhatItIsAttachedTo() {
        assertThat(all.err().getFirst())
                .containsPattern("fsnotify_insert_event_e: fsnotify_(insert|add)_event");
        assertThat(all.err())
                .anyMatch(line ->
                        line.matches(
                                "attached: fsnotify_insert_event_e to (kprobe|fentry)"
                                        + " fsnotify_(insert|add)_event by .*"));
    }

    @Test
    void aWriteIsToldToInotify() throws IOException {
        Result done = watch("inotify");
        Json event = read("inotify", done);
        assertThat(event.text("i_mask")).isEqualTo("IN_MODIFY");
        assertThat(event.text("name")).isEqualTo("watched");
        assertThat(event.number("i_wd")).isEqualTo(1);
        assertThat(event.number("i_cookie")).isZero();
        assertThat(event.number("i_ino")).isEqualTo(done.number("file"));
        assertThat(event.number("i_ino_dir")).isEqualTo(done.number("directory"));
        assertThat(event.text("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT.*");
        isOfBoth(event, done);
        isNothingOfFanotify(event);
        assertThat(eventsOf(all, done)).hasSize(1);
    }

    private static void isOfBoth(Json event, Result done) {
        long tracer = done.number("tracer");
        for (String id : List.of("pid", "tid")) {
            assertThat(event.number("tracee." + id)).isEqualTo(done.number("tracee"));
            assertThat(event.number("tracer." + id)).isEqualTo(tracer);
        }
        assertThat(event.number("tracee.ppid")).isEqualTo(tracer);
        assertThat(event.number("tracer.ppid")).isEqualTo(ProcessHandle.current().pid());
        for (String name : List.of("tracee.comm", "tracee.pcomm", "tracer.comm")) {
            assertThat(event.text(name)).isEqualTo(COMM);
        }
        assertThat(event.text("tracer.pcomm")).isNotEmpty();
        assertThat(event.number("tracee_uid_raw")).isEqualTo(1000);
        assertThat(event.number("tracee_gid_raw")).isEqualTo(1000);
        assertThat(event.text("tracer_user")).isEqualTo("root");
        assertThat(event.text("tracer_group")).isEqualTo("root");
        assertThat(event.number("tracee_mntns_id"))
                .isPositive()
                .isEqualTo(event.number("tracer_mntns_id"));
        assertThat(event.number("tracee_cgroup_id"))
                .isPositive()
                .isEqualTo(event.number("tracer_cgroup_id"));
    }

    private static void isNothingOfFanotify(Json event) {
        assertThat(event.text("fa_mask")).isEmpty();
        assertThat(event.text("fa_type")).isEqualTo("UNKNOWN");
        assertThat(event.text("fa_response")).isEqualTo("na");
        for (String field : List.of("fa_mask_raw", "fa_pid", "prio")) {
            assertThat(event.number(field)).as(field).isZero();
        }
    }

    private static void isNothingOfInotify(Json event) {
        assertThat(event.text("i_mask")).isEmpty();
        for (String field : List.of("i_mask_raw", "i_wd", "i_cookie", "i_ino", "i_ino_dir")) {
            assertThat(event.number(field)).as(field).isZero();
        }
    }

    @Test
    void aWatchedFileHasNoName() throws IOException {
        Result done = watch("file");
        Json event = read("inotify", done);
        assertThat(event.text("i_mask")).isEqualTo("IN_MODIFY");
        assertThat(event.text("name")).isEmpty();
        assertThat(event.number("i_ino")).isEqualTo(done.number("file"));
    }

    @Test
    void bothEventsOfAMoveHaveOneCookie() throws IOException {
        Result done = watch("move");
        Json to = all.event(e -> isOf(e, done) && e.text("i_mask").equals("IN_MOVED_TO"));
        Json from = eventsOf(all, done).getFirst();
        assertThat(from.text("i_mask")).isEqualTo("IN_MOVED_FROM");
        assertThat(from.text("name")).isEqualTo("watched");
        assertThat(to.text("name")).isEqualTo("moved");
        assertThat(from.number("i_cookie")).isPositive().isEqualTo(to.number("i_cookie"));
    }

    @Test
    void whatNobodyReadIsNotShown() throws IOException {
        Result unread = watch("unread");
        read("inotify", watch("inotify"));
        assertThat(eventsOf(all, unread)).isEmpty();
    }

    @Test
    void aFileIsToldToFanotifyWithItsPath() throws IOException {
        Result done = watch("fanotify");
        Json event = read("fanotify", done);
        assertThat(event.text("fa_mask")).isEqualTo("FAN_CLOSE_WRITE");
        assertThat(event.text("fa_type")).isEqualTo("FANOTIFY_EVENT_TYPE_PATH");
        assertThat(event.text("fa_response")).isEqualTo("na");
        assertThat(event.text("name")).isEqualTo(directory.resolve("watched").toString());
        assertThat(event.number("fa_pid")).isEqualTo(done.number("tracee"));
        isOfBoth(event, done);
        isNothingOfInotify(event);
        assertThat(eventsOf(all, done)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"allow, allow", "deny, deny", "ignored, allow", "killed, interrupted"})
    void aVerdictFollowsAPermissionEvent(String how, String verdict) throws IOException {
        Result done = watch(how);
        Json asked = read("fanotify", done);
        Json answered = read("fa_resp", done);
        for (Json event : List.of(asked, answered)) {
            assertThat(event.text("fa_mask")).isEqualTo("FAN_OPEN_PERM");
            assertThat(event.text("fa_type")).isEqualTo("FANOTIFY_EVENT_TYPE_PATH_PERM");
            assertThat(event.number("prio")).isEqualTo(1);
            assertThat(event.text("name")).isEqualTo(directory.resolve("watched").toString());
            isOfBoth(event, done);
            isNothingOfInotify(event);
        }
        assertThat(asked.text("fa_response")).isEqualTo("na");
        assertThat(answered.text("fa_response")).isEqualTo(verdict);
        assertThat(eventsOf(all, done)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"unasked, allow", "withdrawn, interrupted"})
    void aVerdictOnWhatNobodyReadHasNoTracer(String how, String verdict) throws IOException {
        Result done = watch(how);
        long tracee = done.number("tracee");
        Json event = all.event(e -> e.number("tracee.pid") == tracee);
        assertThat(event.text("type")).isEqualTo("fa_resp");
        assertThat(event.text("fa_response")).isEqualTo(verdict);
        assertThat(event.number("tracer.pid")).isZero();
        assertThat(event.text("tracer.comm")).isEmpty();
        assertThat(event.number("tracer_uid_raw")).isEqualTo(NOBODY);
        assertThat(all.events(e -> e.number("tracee.pid") == tracee)).hasSize(1);
    }

    @Test
    void aFullQueueIsToldWithoutATracee() throws IOException {
        Result done = victim("overflow");
        Json full = all.event(e -> isOf(e, done) && e.text("i_mask").equals("IN_Q_OVERFLOW"));
        assertThat(full.text("type")).isEqualTo("inotify");
        assertThat(full.number("i_wd")).isEqualTo(-1);
        isOfNobody(full);
        assertThat(full.text("name")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inotify", "fanotify"})
    void oneKindAloneCanBeWatched(String kind) throws IOException {
        String flag = "--" + kind + "-only";
        try (LiveJig jig = LiveJig.ready("run", "fsnotify", "-o", "json", flag)) {
            Result other = watch(kind.equals("inotify") ? "fanotify" : "inotify");
            Result permission = watch("allow");
            Result done = watch(kind);
            jig.event(e -> isOf(e, done));
            assertThat(eventsOf(jig, other)).isEmpty();
            assertThat(eventsOf(jig, permission)).hasSize(kind.equals("inotify") ? 0 : 2);
        }
    }

    @Test
    void tracersTraceesAndGroupsCanBeChosen() throws Exception {
        try (WaitingVictim victim = waiting("-w", "self");
                LiveJig tracer = ready("--tracer-pid", victim.pid());
                LiveJig tracee = ready("--tracee-pid", victim.pid());
                LiveJig group = ready("--tracer-group", victim.group())) {
            read("inotify", watch("inotify"));
            victim.goOn().ends();
            for (LiveJig jig : List.of(tracer, tracee, group)) {
                Json event = jig.event(_ -> true);
                assertThat(event.text("tracer.pid")).isEqualTo(victim.pid());
                assertThat(event.text("tracee.pid")).isEqualTo(victim.pid());
                assertThat(jig.signal("INT").exit()).isZero();
                assertThat(jig.out()).hasSize(1);
            }
        }
    }

    @Test
    void theTraceeIsNotKnownOfWhatHappenedBefore() throws Exception {
        try (WaitingVictim victim = waiting("early");
                LiveJig tracer = ready("--tracer-pid", victim.pid());
                LiveJig tracee = ready("--tracee-pid", victim.pid())) {
            victim.goOn().ends();
            Json event = tracer.event(_ -> true);
            assertThat(event.text("type")).isEqualTo("inotify");
            assertThat(event.text("i_mask")).isEqualTo("IN_MODIFY");
            assertThat(event.text("name")).isEqualTo("watched");
            assertThat(event.text("tracer.pid")).isEqualTo(victim.pid());
            assertThat(event.text("tracer.comm")).isEqualTo(COMM);
            isOfNobody(event);
            isNothingOfFanotify(event);
            assertThat(tracee.signal("INT").exit()).isZero();
            assertThat(tracee.out()).isEmpty();
        }
    }

    private static void isOfNobody(Json event) {
        for (String field : List.of("pid", "tid", "ppid")) {
            assertThat(event.number("tracee." + field)).as(field).isZero();
        }
        assertThat(event.text("tracee.comm")).isEmpty();
        assertThat(event.text("tracee.pcomm")).isEmpty();
        assertThat(event.number("tracee_uid_raw")).isEqualTo(NOBODY);
        assertThat(event.number("tracee_gid_raw")).isEqualTo(NOBODY);
        assertThat(event.number("tracee_mntns_id")).isZero();
        assertThat(event.number("i_ino")).isZero();
        assertThat(event.number("i_ino_dir")).isZero();
    }

    private static LiveJig ready(String flag, String value) {
        return LiveJig.ready("run", "fsnotify", "-o", "json", flag, value);
    }

    /// In a directory of its own: it is not to be told of what others do.
    private WaitingVictim waiting(String... arguments) throws IOException {
        Path own = Files.createDirectory(directory.resolve("waiting"));
        return WaitingVictim.start(
                "fsnotify_victim",
                Stream.concat(Stream.of(arguments), Stream.of(own.toString()))
                        .toArray(String[]::new));
    }

    private Result watch(String how) throws IOException {
        return victim("-u", "1000", "-g", "1000", how);
    }

    private Result victim(String... arguments) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Result done =
                Tools.run(
                        Stream.of(
                                        List.of(program()),
                                        List.of(arguments),
                                        List.of(directory.toString()))
                                .flatMap(List::stream)
                                .toList());
        assertThat(done.exit()).as(done.output()).isZero();
        return done;
    }

    private static String program() {
        return System.getProperty("jig.root") + "/cli/target/victims/fsnotify_victim";
    }

    private static boolean isOf(Json event, Result done) {
        return event.number("tracer.pid") == done.number("tracer");
    }

    private static List<Json> eventsOf(LiveJig jig, Result done) {
        return jig.events(event -> isOf(event, done));
    }

    private static Json read(String type, Result done) {
        return all.event(event -> isOf(event, done) && event.text("type").equals(type));
    }
}
