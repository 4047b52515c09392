// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Containers of runc in every gadget: the same victim runs in two of them and on the host, watched
/// by two runs that select differently. It is its container's first program, so that an event that
/// is missing would be one of the first.
@Tag("live")
final class GadgetContainersLiveTest {
    private static final String NAME = "runtime.containerName";
    private static final String WHY = "runtime.unnamed";
    private static final String WANTED = "jig-wanted";
    private static final String UNWANTED = "jig-unwanted";
    private static final List<String> VICTIMS =
            List.of("exec_victim", "signal_victim", "tcp_victim", "file_victim", "fsnotify_victim");

    @TempDir static Path directory;

    private static OciBundle bundle;

    private final List<LiveJig> jigs = new ArrayList<>();

    @BeforeAll
    static void install() throws IOException {
        bundle = OciBundle.of(directory.resolve("bundle"), "/bin/true");
        for (String victim : VICTIMS) {
            bundle.install(victim);
        }
    }

    @AfterEach
    void end() {
        jigs.forEach(LiveJig::close);
    }

    private void jig(List<String> gadget, String... selection) {
        List<String> words = new ArrayList<>(List.of("run"));
        words.addAll(gadget);
        words.addAll(List.of("-o", "json"));
        words.addAll(List.of(selection));
        jigs.add(LiveJig.start(words.toArray(String[]::new)));
    }

    @Test
    void executions() throws IOException {
        String victim = "exec_victim /bin/true /bin/true seen";
        run(List.of("trace_exec"), victim, victim)
                .show(event -> fileName(event.texts("args").getFirst()), "exec_victim", "true");
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Test
    void signals() throws IOException {
        String victim = "signal_victim kill 10";
        run(List.of("trace_signal", "--signal=USR1", "--comm=signal_victim"), victim, victim)
                .show(event -> event.text("sig"), "SIGUSR1");
    }

    @Test
    @Tag("vm")
    void connections() throws IOException {
        String victim = "tcp_victim pair";
        run(List.of("trace_tcp", "--comm=tcp_victim"), victim, victim)
                .show(event -> event.text("type"), "connect", "accept", "close", "close");
    }

    /// There is a slow file system in the container's.
    @Test
    @Tag("vm")
    void slowFiles() throws IOException {
        try (SlowFileSystem slow = SlowFileSystem.inUserSpace(bundle.root())) {
            run(
                            List.of("trace_fsslower", "--filesystem=fuse", "--comm=file_victim"),
                            "file_victim read " + slow.file("slow"),
                            "file_victim read /fuse/slow")
                    .show(event -> event.text("op"), "F_OPEN", "F_READ");
        }
    }

    @Test
    @Tag("vm")
    void watchedFiles() throws IOException {
        run(
                        List.of("fsnotify", "--inotify-only"),
                        "fsnotify_victim inotify " + directory,
                        "fsnotify_victim inotify /tmp")
                .show(event -> event.text("i_mask"), "IN_MODIFY");
    }

    /// @param here the victim on the host
    /// @param there the same in the containers
    private Runs run(List<String> gadget, String here, String there) throws IOException {
        jig(gadget, "-c", WANTED);
        jig(gadget, "-c", "!" + UNWANTED, "--host");
        jigs.forEach(LiveJig::awaitReady);
        bundle.runs(("/" + there).split(" ", -1));
        assertThat(bundle.run("runc", UNWANTED).exit()).isZero();
        String[] words = here.split(" ", -1);
        Tools.victim(words[0], Arrays.copyOfRange(words, 1, words.length));
        assertThat(bundle.run("runc", WANTED).exit()).isZero();
        List<List<Json>> shown = new ArrayList<>();
        jigs.forEach(jig -> jig.signal("INT"));
        for (LiveJig jig : jigs) {
            assertThat(jig.exit()).isZero();
            shown.add(jig.events(_ -> true));
        }
        return new Runs(shown.get(0), shown.get(1));
    }

    /// What the two runs showed.
    private record Runs(List<Json> wanted, List<Json> withHost) {
        /// @param what describes an event
        /// @param each what the victim did, in any order
        void show(Function<Json, String> what, String... each) {
            for (List<Json> events : List.of(wanted, withHost)) {
                assertThat(events)
                        .filteredOn(e -> e.text(NAME).equals(WANTED))
                        .extracting(what)
                        .containsExactlyInAnyOrder(each);
            }
            assertThat(wanted).extracting(e -> e.text(NAME)).containsOnly(WANTED);
            assertThat(withHost).extracting(e -> e.text(NAME)).containsOnly(WANTED, "");
            assertThat(withHost)
                    .filteredOn(e -> e.text(NAME).isEmpty())
                    .allMatch(e -> !e.text(WHY).isEmpty())
                    .filteredOn(e -> e.text(WHY).equals("host"))
                    .extracting(what)
                    .contains(each[each.length - 1]);
        }
    }
}
