// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// trace_exec against this kernel. One run watches everything the tests do.
@Tag("live")
final class TraceExecLiveTest {
    private static final String ECHO = "/bin/echo";

    private static LiveJig jig;

    @TempDir Path directory;

    @BeforeAll
    static void start() {
        jig = LiveJig.ready("run", "trace_exec", "-o", "json", "--ignore-failed=false", "--paths");
    }

    @AfterAll
    static void stop() {
        try (LiveJig ended = jig) {
            assertThat(ended.signal("INT").exit()).isZero();
            assertThat(ended.err()).noneMatch(line -> line.startsWith("lost: "));
        }
    }

    /// Its programs share memory of a CPU, which kprobes allow: jig takes one by itself.
    @Test
    @Tag("vm")
    void attachesTheKindOfProbeThatIsWanted() {
        String kind = LiveJig.probe("trace_exec").orElse("kprobe");
        assertThat(jig.err().getFirst()).contains("attached by 1 " + kind);
    }

    @Test
    void showsAnExecutionWithAllItsArguments() {
        Json event = executed(ECHO, ECHO, "hello", "world");
        assertThat(event.texts("args")).containsExactly(ECHO, "hello", "world");
        assertThat(event.text("error")).isEmpty();
        assertThat(event.number("error_raw")).isZero();
        assertThat(event.text("args_truncated")).isEqualTo("false");
        assertThat(event.text("proc.comm")).isEqualTo("echo");
        assertThat(event.number("proc.tid")).isEqualTo(event.number("proc.pid"));
        assertThat(event.text("proc.parent.comm")).isEqualTo("exec_victim");
        assertThat(event.text("proc.creds.user")).isEqualTo("root");
        assertThat(event.number("proc.mntns_id")).isPositive();
        assertThat(event.number("proc.cgroup_id")).isPositive();
        assertThat(event.text("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT.*");
        assertThat(event.keys()).contains("loginuid", "sessionid", "tty", "upper_layer", "ctime");
        assertThat(event.keys()).doesNotContain("args_count", "args_size");
    }

    @ParameterizedTest
    @ValueSource(ints = {22, 500})
    void showsManyArguments(int count) {
        List<String> expected = new ArrayList<>(List.of("echo"));
        for (int i = 0; i < count; i++) {
            expected.add("arg-" + i);
        }
        Json event = executed("-n", Integer.toString(count), ECHO, "echo");
        assertThat(event.texts("args")).isEqualTo(expected);
        assertThat(event.text("args_truncated")).isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(strings = {ECHO, "/bin/nothing-there"})
    void saysWhenArgumentsAreCut(String program) {
        Json event = executed("-n", "5000", program, "echo");
        assertThat(event.text("args_truncated")).isEqualTo("true");
        assertThat(event.texts("args")).startsWith("echo", "arg-0", "arg-1");
        assertThat(event.texts("args").size()).isBetween(100, 4999);
    }

    @Test
    void keepsEmptyArguments() {
        assertThat(executed(ECHO, "echo", "", "x", "").texts("args"))
                .containsExactly("echo", "", "x", "");
        assertThat(executed("/bin/nothing-there", "echo", "", "x", "").texts("args"))
                .containsExactly("echo", "", "x", "");
    }

    @Test
    void argumentsThatAreNotUtf8StayReadable() {
        Json event = executed("-x", ECHO, "echo", "caf%e9", "%f0%9f%90%9d", "%1b[31m%07");
        assertThat(event.texts("args"))
                .containsExactly("echo", "caf\ufffd", "\ud83d\udc1d", "\033[31m\007");
    }

    @Test
    void showsUserAndGroup() {
        Json event = executed("-u", "1000", "-g", "1000", "/bin/ls", "/bin/ls", "-d", "/");
        assertThat(event.texts("args")).containsExactly("/bin/ls", "-d", "/");
        assertThat(event.number("proc.creds.uid")).isEqualTo(1000);
        assertThat(event.number("proc.creds.gid")).isEqualTo(1000);
    }

    @Test
    void showsExecutionsThatFail() {
        Json event = executed("/bin/foobar", "/bin/foobar", "hello");
        assertThat(event.texts("args")).containsExactly("/bin/foobar", "hello");
        assertThat(event.text("error")).isEqualTo("ENOENT");
        assertThat(event.number("error_raw")).isEqualTo(2);
        assertThat(event.text("proc.comm")).isEqualTo("exec_victim");
    }

    @Test
    void showsTheNameGivenAndNotThePath() {
        Json event = executed("/bin/nonexistent-trace-exec-xyz", "masked-name", "arg1");
        assertThat(event.texts("args")).containsExactly("masked-name", "arg1");
        assertThat(event.text("error")).isEqualTo("ENOENT");
    }

    @Test
    void aFileThatMayNotBeExecutedIsAnError() throws IOException {
        Path file = Files.writeString(directory.resolve("plain"), "text");
        assertThat(executed(file.toString(), "plain").text("error")).isEqualTo("EACCES");
    }

    @Test
    void aFileOfAnUnknownFormatIsAnError() throws IOException {
        Path file = executable("odd", "neither a script nor a program");
        assertThat(executed(file.toString(), "odd").text("error")).isEqualTo("ENOEXEC");
    }

    @Test
    void aScriptRunsItsInterpreter() throws IOException {
        Path script = executable("greet.sh", "#!/bin/sh\nexit 0\n");
        Json event = executed(script.toString(), "ignored", "world");
        assertThat(event.texts("args")).containsExactly("/bin/sh", script.toString(), "world");
        assertThat(event.text("proc.comm")).isEqualTo("greet.sh");
        assertThat(event.text("exepath")).isEqualTo(Path.of("/bin/sh").toRealPath().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a"})
    void showsPaths(String how) throws IOException {
        Tools.Result result = how.isEmpty() ? Tools.exec(ECHO, "x") : Tools.exec(how, ECHO, "x");
        Json event = of(result);
        assertThat(event.text("cwd")).isEqualTo(Path.of("").toRealPath().toString());
        assertThat(event.text("exepath")).isEqualTo(Path.of(ECHO).toRealPath().toString());
        assertThat(event.text("parent_exepath")).endsWith("/exec_victim");
    }

    @Test
    void showsExecveat() {
        assertThat(executed("-a", ECHO, "echo", "at").texts("args")).containsExactly("echo", "at");
        assertThat(executed("-a", "/etc/passwd", "x").text("error")).isEqualTo("EACCES");
    }

    @Test
    void showsWhenTheFileLastChanged() throws IOException {
        FileTime changed = (FileTime) Files.getAttribute(Path.of(ECHO), "unix:ctime");
        Json event = executed(ECHO, "echo", "ctime-test");
        assertThat(event.number("ctime")).isEqualTo(changed.to(TimeUnit.NANOSECONDS));
        assertThat(event.number("pctime")).isPositive();
        if (event.has("fctime")) {
            assertThat(event.number("fctime")).isEqualTo(event.number("ctime"));
        }
    }

    @Test
    void aThreadThatExecutesBecomesTheProcess() {
        Tools.Result result = Tools.exec("-t", ECHO, ECHO, "hello", "world");
        Json event = of(result);
        assertThat(event.texts("args")).containsExactly(ECHO, "hello", "world");
        assertThat(event.number("proc.tid")).isEqualTo(result.number("pid"));
        assertThat(result.number("tid")).isNotEqualTo(result.number("pid"));
    }

    @Test
    void aThreadThatFailsToExecuteStaysOne() {
        Tools.Result result = Tools.exec("-t", "/bin/meowmeow", "/bin/meowmeow");
        Json event = of(result);
        assertThat(event.texts("args")).containsExactly("/bin/meowmeow");
        assertThat(event.text("error")).isEqualTo("ENOENT");
        assertThat(event.number("proc.tid")).isEqualTo(result.number("tid"));
    }

    @Test
    void showsTheControllingTerminal() {
        Tools.Result result = Tools.exec("-s", "pty", ECHO, "x");
        Json event = of(result);
        assertThat(result.output())
                .contains("tty " + event.text("tty_major") + " " + event.text("tty_minor"));

        Json without = executed("-s", "none", ECHO, "x");
        assertThat(without.number("tty")).isZero();
        assertThat(without.number("tty_major")).isZero();
        assertThat(without.number("tty_minor")).isZero();
    }

    @Test
    void failuresAreLeftOutUnlessAskedFor() {
        try (LiveJig quiet = LiveJig.ready("run", "trace_exec", "-o", "json")) {
            long failed = Tools.exec("/bin/foobar", "x").number("pid");
            long fine = Tools.exec(ECHO, "x").number("pid");
            quiet.event(e -> e.number("proc.pid") == fine);
            assertThat(quiet.events(e -> e.number("proc.pid") == failed)).isEmpty();
        }
    }

    /// Each of the others differs by one.
    @Test
    void filtersByCaller() throws IOException {
        Path sameBut = Files.copy(Tools.program("exec_victim"), directory.resolve("exec_victi"));
        try (LiveJig filtered =
                LiveJig.ready(
                        "run",
                        "trace_exec",
                        "-o",
                        "json",
                        "--uid=1000",
                        "--gid=1000",
                        "--comm=exec_victim")) {
            Tools.exec("-u", "1001", "-g", "1000", ECHO, "user");
            Tools.exec("-u", "1000", "-g", "1001", ECHO, "group");
            Tools.run(sameBut.toString(), "-u", "1000", "-g", "1000", ECHO, "name");
            long asked = Tools.exec("-u", "1000", "-g", "1000", ECHO, "x").number("pid");
            filtered.event(e -> e.number("proc.pid") == asked);
            assertThat(filtered.events(_ -> true)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--pid", "--tid"})
    void filtersByProcessAndThread(String flag) throws IOException {
        Process caller = new ProcessBuilder("sh", "-c", "read x; exec " + ECHO + " found").start();
        String pid = Long.toString(caller.pid());
        try (LiveJig filtered = LiveJig.ready("run", "trace_exec", "-o", "json", flag, pid)) {
            long other = Tools.exec(ECHO, "x").number("pid");
            caller.getOutputStream().write('\n');
            caller.getOutputStream().close();
            Json event = filtered.event(e -> e.number("proc.pid") == caller.pid());
            assertThat(event.texts("args")).containsExactly(ECHO, "found");
            assertThat(filtered.events(e -> e.number("proc.pid") == other)).isEmpty();
        } finally {
            caller.destroyForcibly();
        }
    }

    @Test
    void missesNoneOfTenThousand() throws IOException {
        int turns = Boolean.getBoolean("jig.guest") ? 1_000 : 10_000; // one takes 10 ms there
        Path program = Files.copy(Tools.program("nothing"), directory.resolve("nothing"));
        Tools.exec("-l", Integer.toString(turns), program.toString(), "turn-of-many");
        String last = Integer.toString(turns - 1);
        jig.event(e -> isTurn(e) && e.texts("args").getLast().equals(last));
        List<String> seen =
                jig.events(TraceExecLiveTest::isTurn).stream()
                        .map(e -> e.texts("args").getLast())
                        .toList();
        assertThat(seen).hasSize(turns).doesNotHaveDuplicates();
    }

    private static boolean isTurn(Json event) {
        return event.has("args") && event.texts("args").getFirst().equals("turn-of-many");
    }

    private static Json executed(String... arguments) {
        return of(Tools.exec(arguments));
    }

    private static Json of(Tools.Result result) {
        long pid = result.number("pid");
        return jig.event(e -> e.has("args") && e.number("proc.pid") == pid);
    }

    private Path executable(String name, String content) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
