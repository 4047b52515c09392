// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// trace_fsslower against this kernel, with real file systems on a disk of 30 ms and one in user
/// space that answers as late. Two runs watch everything the tests do: one with the flags'
/// defaults, and one of fast operations too.
@Tag("vm")
final class TraceFsslowerLiveTest {
    /// The kernel's clock for waiting has steps of 4 ms.
    private static final long SLOW_MICROS = (SlowFileSystem.DELAY_MILLIS - 4) * 1000L;

    private static final long THRESHOLD_MICROS = 10_000;
    private static final int TRIES = 20;

    @TempDir static Path directory;

    private static final Map<String, SlowFileSystem> FILE_SYSTEMS = new HashMap<>();
    private static LiveJig slow;
    private static LiveJig all;

    @BeforeAll
    static void start() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String type : List.of("ext4", "xfs", "btrfs")) {
            FILE_SYSTEMS.put(type, SlowFileSystem.onDisk(directory, type));
        }
        FILE_SYSTEMS.put("fuse", SlowFileSystem.inUserSpace(directory));
        slow = LiveJig.ready("run", "trace_fsslower", "-o", "json");
        all = every("--filesystem", "ext4,xfs,btrfs,fuse", "--comm", "file_victim");
    }

    @AfterAll
    static void stop() throws IOException {
        try (LiveJig one = slow;
                LiveJig other = all) {
            assertThat(one.signal("INT").exit()).isZero();
            assertThat(other.signal("INT").exit()).isZero();
        } finally {
            for (SlowFileSystem fileSystem : FILE_SYSTEMS.values()) {
                fileSystem.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ext4, read, -d -o 4096 -n 8192, F_READ, 4096, 8192",
        "ext4, write, -d -o 4096 -n 8192, F_WRITE, 4096, 8192",
        "ext4, fsync, -n 1, F_FSYNC, 0, 16384",
        "xfs, read, -d -o 4096 -n 8192, F_READ, 4096, 8192",
        "xfs, write, -d -o 4096 -n 8192, F_WRITE, 4096, 8192",
        "xfs, fsync, -n 1, F_FSYNC, 0, 16384",
        "btrfs, read, -d -o 4096 -n 8192, F_READ, 4096, 8192",
        "btrfs, write, -d -o 4096 -n 8192, F_WRITE, 4096, 8192",
        "btrfs, fsync, -n 1, F_FSYNC, 0, 16384",
        "fuse, read, -o 100 -n 5000, F_READ, 100, 5000",
        "fuse, write, -o 100 -n 5000, F_WRITE, 100, 5000",
        "fuse, fsync, -n 1, F_FSYNC, 0, 16384",
        "fuse, open, -n 1, F_OPEN, 0, 0",
        "fuse, statfs, -n 1, F_STATFS, 0, 0",
    })
    void showsWhatIsReallySlow(
            String type, String operation, String options, String op, long offset, long size) {
        Path file = fileOf16KiB(type, type.equals("fuse") ? "slow" : operation);
        FileWork work = FileWork.done(file, options + " " + operation);
        Json event = one(slow, work, op);
        assertThat(event.number("delta_us")).isBetween(SLOW_MICROS, work.micros());
        assertThat(event.number("offset")).isEqualTo(offset);
        assertThat(event.number("size")).isEqualTo(size);
        assertThat(event.text("file")).isEqualTo(file.getFileName().toString());
        assertThat(event.text("path")).isEqualTo(operation.equals("statfs") ? "" : file.toString());
        assertThat(event.text("fs")).isEqualTo(type);
        assertThat(event.text("error")).isEmpty();
        assertThat(event.number("error_raw")).isZero();
    }

    @Test
    void saysWhoWaited() {
        FileWork work = FileWork.done(file("fuse", "slow"), "-t read");
        Json event = one(slow, work, "F_READ");
        assertThat(work.tid()).isNotEqualTo(work.pid());
        assertThat(event.number("proc.tid")).isEqualTo(work.tid());
        assertThat(event.text("proc.comm")).isEqualTo("file_victim");
        assertThat(event.number("proc.creds.uid")).isZero();
        assertThat(event.text("proc.creds.user")).isEqualTo("root");
        assertThat(event.number("proc.creds.gid")).isZero();
        assertThat(event.number("proc.mntns_id")).isPositive();
        assertThat(event.number("proc.cgroup_id")).isPositive();
        assertThat(event.number("proc.parent.pid")).isEqualTo(ProcessHandle.current().pid());
        assertThat(event.text("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT.*");
        assertThat(event.number("timestamp_raw")).isPositive();
        assertThat(event.number("op_raw")).isZero();
    }

    /// All sleep in the same function of the kernel at once, and every return is theirs.
    @Test
    void tellsThreadsApartThatWaitTogether() {
        Path file = file("fuse", "slow");
        Tools.Result said = Tools.victim("file_victim", FileWork.arguments(file, "-j 8 read"));
        Map<Long, Long> took =
                Pattern.compile("tid (\\d+) result 4096 took (\\d+)")
                        .matcher(said.output())
                        .results()
                        .collect(
                                Collectors.toMap(
                                        one -> Long.valueOf(one.group(1)),
                                        one -> Long.valueOf(one.group(2))));
        assertThat(took).hasSize(8);
        took.forEach((tid, micros) -> {
            Predicate<Json> wanted = e -> e.number("proc.tid") == tid && isOp(e, "F_READ");
            assertThat(slow.event(wanted).number("delta_us")).isBetween(SLOW_MICROS, micros);
            assertThat(slow.events(wanted)).hasSize(1);
        });
    }

    @ParameterizedTest
    @CsvSource({"ext4, dm-", "xfs, dm-", "btrfs, dm-", "fuse, ''"})
    void seesOpenAndStatfsOfEveryFileSystem(String type, String device) {
        Path file = fileOf16KiB(type, type.equals("fuse") ? "quick" : "opened");
        Json open = one(all, FileWork.done(file, "open"), "F_OPEN");
        assertThat(open.text("path")).isEqualTo(file.toString());
        Json statfs = one(all, FileWork.done(file, "statfs"), "F_STATFS");
        assertThat(statfs.text("file")).isEqualTo(file.getFileName().toString());
        assertThat(statfs.text("path")).isEmpty();
        assertThat(statfs.text("fs")).isEqualTo(type);
        for (Json event : List.of(open, statfs)) {
            assertThat(event.number("offset")).isZero();
            assertThat(event.number("size")).isZero();
            assertThat(event.number("error_raw")).isZero();
            assertThat(event.number("delta_us")).isPositive();
            assertThat(event.text("device")).contains(device);
        }
    }

    @Test
    void whatIsFasterThanTheThresholdIsNotShown() {
        FileWork fast = fasterThan(THRESHOLD_MICROS, "quick");
        one(all, fast, "F_READ");
        one(slow, FileWork.done(file("fuse", "slow"), "read"), "F_READ");
        assertThat(
                        slow.events(e ->
                                e.number("proc.pid") == fast.pid()
                                        && !isOfGuest(e)
                                        && isOp(e, "F_READ")))
                .isEmpty();
        assertThat(slow.events(e -> e.number("delta_us") < THRESHOLD_MICROS)).isEmpty();
        assertThat(all.events(e -> e.number("delta_us") < THRESHOLD_MICROS)).isNotEmpty();
    }

    /// A read of a file in user space. What the program itself saw take so long, its start and end
    /// included, took less in the kernel; on an emulated processor nothing may be fast now and
    /// then.
    private static FileWork fasterThan(long micros, String name) {
        for (int i = 0; i < TRIES; i++) {
            FileWork work = FileWork.done(file("fuse", name), "read");
            if (work.micros() < micros) {
                return work;
            }
        }
        throw new AssertionError("nothing was fast");
    }

    /// The server gets writes in pieces of 64 KiB, one after the other.
    @Test
    void aHigherThresholdShowsLessAndColumnsReadableSizes() {
        LiveJig jig = LiveJig.ready("run", "trace_fsslower", "--filesystem=fuse", "--min=200000");
        try (jig) {
            FileWork fast = fasterThan(200_000, "slow");
            FileWork work = FileWork.done(file("fuse", "large"), "-n 600000 write");
            assertThat(work.micros()).isGreaterThan(10 * SLOW_MICROS);
            String header = jig.awaitLine(line -> line.startsWith("COMM"));
            assertThat(header).containsPattern("DELTA_US +OFFSET +SIZE +FILE +FS +OP +ERROR");
            String row = jig.awaitLine(line -> line.contains("F_WRITE"));
            assertThat(row)
                    .matches("file_victim +(\\d+) +\\1 +\\d{6,} +0 +600 kB large +fuse +F_WRITE *");
            assertThat(jig.out())
                    .noneMatch(line -> line.matches(".* " + fast.pid() + " .* slow .*F_READ.*"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "write"})
    void aFailureIsAnErrorAndNotAHugeSize(String operation) {
        FileWork work = FileWork.done(file("fuse", "broken"), operation);
        assertThat(work.result()).isEqualTo(-5);
        Json event = one(slow, work, "F_" + operation.toUpperCase(Locale.ROOT));
        assertThat(event.text("error")).isEqualTo("EIO");
        assertThat(event.number("error_raw")).isEqualTo(5);
        assertThat(event.number("size")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs"})
    void aFailureOnADiskHasAnErrorToo(String type) {
        FileWork work = FileWork.done(fileOf16KiB(type, "unreadable"), "-b read");
        Json event = one(all, work, "F_READ");
        assertThat(event.text("error")).isEqualTo("EFAULT");
        assertThat(event.number("size")).isZero();
    }

    @Test
    void aReadThatGoesOnByItselfIsNoFailure() {
        FileWork work = FileWork.done(fileOf16KiB("ext4", "queued"), "-d queue");
        assertThat(work.result()).isEqualTo(4096);
        assertThat(one(all, work, "F_READ").number("error_raw")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs"})
    void aWriteThatEndsInFsyncIsTwoOperations(String type) {
        FileWork work = FileWork.done(fileOf16KiB(type, "synced"), "-s -o 50 -n 100 write");
        Json write = one(slow, work, "F_WRITE");
        Json sync = one(slow, work, "F_FSYNC");
        for (Json event : List.of(write, sync)) {
            assertThat(event.number("offset")).isEqualTo(50);
            assertThat(event.number("size")).isEqualTo(100);
        }
        assertThat(write.number("delta_us")).isGreaterThanOrEqualTo(sync.number("delta_us"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs"})
    void anAppendIsAtTheEndOfTheFile(String type) {
        FileWork work = FileWork.done(fileOf16KiB(type, "appended"), "-n 10 append");
        Json event = one(all, work, "F_WRITE");
        assertThat(event.number("offset")).isEqualTo(16384);
        assertThat(event.number("size")).isEqualTo(10);
    }

    @Test
    void theLongestNameIsWhole() {
        Path file = file("ext4", "n".repeat(255));
        FileWork work = FileWork.done(file, "write");
        Json event = one(all, work, "F_WRITE");
        assertThat(event.text("file")).isEqualTo("n".repeat(255));
        assertThat(event.text("path")).isEqualTo(file.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void aPathIsWholeOrSaysThatItIsNot(int directories) throws IOException {
        Path file = file("ext4", "deep" + directories);
        for (int i = 0; i < directories; i++) {
            file = file.resolve("d".repeat(200));
        }
        Files.createDirectories(file);
        file = file.resolve("end");
        String path = one(all, FileWork.done(file, "write"), "F_WRITE").text("path");
        if (directories == 2) {
            assertThat(path).isEqualTo(file.toString());
        } else {
            assertThat(path).startsWith(".../ddd").endsWith("d/end").hasSizeLessThan(512);
            assertThat(file.toString()).endsWith(path.substring(3));
        }
    }

    /// Each of the others differs by one.
    @Test
    void filtersByWhoWaits() throws IOException {
        Path sameBut = Files.copy(Tools.program("file_victim"), directory.resolve("file_victi"));
        Path file = fileOf16KiB("ext4", "filtered");
        try (LiveJig jig =
                every("--filesystem=ext4", "--uid=1000", "--gid=1000", "--comm=file_victim")) {
            FileWork.done(file, "-u 1001 -g 1000 read");
            FileWork.done(file, "-u 1000 -g 1001 read");
            Tools.run(sameBut.toString(), "-u", "1000", "-g", "1000", "read", file.toString());
            FileWork work = FileWork.done(file, "-u 1000 -g 1000 read");
            Json event = one(jig, work, "F_READ");
            assertThat(event.number("proc.creds.uid")).isEqualTo(1000);
            assertThat(event.number("proc.creds.gid")).isEqualTo(1000);
            assertThat(jig.events(e -> e.number("proc.pid") != work.pid())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--pid", "--tid"})
    void filtersByProcessAndThread(String flag) throws IOException {
        Path file = fileOf16KiB("ext4", "filtered");
        Process waiting = Tools.start("file_victim", FileWork.arguments(file, "-w read"));
        String pid = Long.toString(waiting.pid());
        try (LiveJig jig = every("--filesystem", "ext4", flag, pid)) {
            FileWork other = FileWork.done(file, "read");
            waiting.getOutputStream().write('\n');
            waiting.getOutputStream().flush();
            String said = new String(waiting.getInputStream().readAllBytes(), UTF_8);
            FileWork work = FileWork.of(new Tools.Result(said, 0));
            assertThat(one(jig, work, "F_READ").number("proc.pid")).isEqualTo(waiting.pid());
            assertThat(jig.events(e -> e.number("proc.pid") == other.pid())).isEmpty();
        } finally {
            waiting.destroyForcibly();
        }
    }

    @Test
    void watchesWhatIsMountedUnlessTold() {
        assertThat(slow.err()).noneMatch(line -> line.contains("left out"));
        assertThat(slow.err().getFirst()).contains("btrfs", "ext4", "fuse", "xfs");
    }

    /// Also acceptance rows U1 and I1, without a container.
    @Test
    void whatIsNotLoadedIsLeftOutAndOnlyTheRestWatched() {
        try (LiveJig jig = every("--filesystem", "ext4,nfs4")) {
            assertThat(jig.err()).anyMatch(line -> line.matches("ready: .*nfs4 left out: .*"));
            FileWork.done(fileOf16KiB("xfs", "unwatched"), "read");
            Tools.run("sh", "-c", "echo bar > $0 && cat $0", file("ext4", "foo").toString());
            Json event = jig.event(e -> e.text("proc.comm").equals("cat") && isOp(e, "F_OPEN"));
            assertThat(event.text("file")).isEqualTo("foo");
            assertThat(event.number("proc.creds.uid")).isZero();
            assertThat(event.number("proc.creds.gid")).isZero();
            assertThat(event.number("offset")).isZero();
            assertThat(event.number("size")).isZero();
            assertThat(event.number("delta_us")).isPositive();
            assertThat(event.text("timestamp")).isNotEmpty();
            assertThat(jig.events(e -> !e.text("fs").equals("ext4"))).isEmpty();
        }
    }

    @Test
    void nothingToWatchIsAnError() {
        LiveJig jig = LiveJig.run("run", "trace_fsslower", "--filesystem", "nfs4");
        assertThat(jig.exit()).isEqualTo(5);
        assertThat(jig.err()).hasSize(1).first().asString().contains("nfs4");
    }

    @Test
    void anUnknownFileSystemIsAnError() {
        LiveJig jig = LiveJig.run("run", "trace_fsslower", "--filesystem", "ext5");
        assertThat(jig.exit()).isEqualTo(2);
        assertThat(jig.err()).hasSize(1).first().asString().contains("ext5", "ext4");
    }

    @Test
    void nothingIsLeftInTheMap() {
        List<String> left = List.of();
        for (int i = 0; i < TRIES; i++) {
            left = maps().stream().map(TraceFsslowerLiveTest::dump).toList();
            if (left.size() >= 2 && left.stream().allMatch("[]"::equals)) {
                return;
            }
        }
        throw new AssertionError("entries are left: " + left);
    }

    private static String dump(Json map) {
        return Tools.run("bpftool", "-j", "map", "dump", "id", map.text("id")).output().strip();
    }

    private static List<Json> maps() {
        Json maps = Json.parse(Tools.run("bpftool", "-j", "map", "list").output());
        return maps instanceof Json.Items(List<Json> items)
                ? items.stream().filter(TraceFsslowerLiveTest::isOfStarts).toList()
                : List.of();
    }

    private static boolean isOfStarts(Json map) {
        return map.find("name").isPresent() && map.text("name").equals("starts");
    }

    private static LiveJig ready(String... flags) {
        List<String> command = new ArrayList<>(List.of("run", "trace_fsslower", "-o", "json"));
        command.addAll(List.of(flags));
        return LiveJig.ready(command.toArray(String[]::new));
    }

    /// A run of all operations, however fast.
    private static LiveJig every(String... flags) {
        List<String> more = new ArrayList<>(List.of("-m", "0"));
        more.addAll(List.of(flags));
        return ready(more.toArray(String[]::new));
    }

    private static Path file(String type, String name) {
        return Objects.requireNonNull(FILE_SYSTEMS.get(type), type).file(name);
    }

    private static Path fileOf16KiB(String type, String name) {
        Path file = file(type, name);
        assertThat(FileWork.done(file, "-n 16384 write").result()).isEqualTo(16384);
        return file;
    }

    /// The only event of that operation by that program, waited for.
    private static Json one(LiveJig jig, FileWork work, String op) {
        Predicate<Json> wanted =
                e -> e.number("proc.pid") == work.pid() && isOp(e, op) && !isOfGuest(e);
        Json event = jig.event(wanted);
        assertThat(jig.events(wanted)).hasSize(1);
        return event;
    }

    /// A guest has its programs and libraries from the host, through a relative of fuse.
    private static boolean isOfGuest(Json event) {
        return event.text("fs").equals("virtiofs");
    }

    private static boolean isOp(Json event, String op) {
        return event.text("op").equals(op);
    }
}
