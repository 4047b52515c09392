// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Containers that are started while jig has more events than it can take.
@Tag("live")
@Tag("host")
@Timeout(120)
final class ContainerUnderFloodLiveTest {
    private static final int FLOOD = 2_000_000;
    private static final int STARTS = 3;

    /// A runtime is held twice, for milliseconds each; a busy machine adds to that.
    private static final long MOST_NANOS = 1_500_000_000L;

    private static final Pattern ENDED = Pattern.compile("ended: .*?(\\d+) events.*?(\\d+) lost");

    @TempDir Path directory;

    @Test
    void isNotDelayedAndNamedFromTheFirstExecution() throws Exception {
        OciBundle bundle = OciBundle.of(directory.resolve("bundle"), "/bin/true", "first");
        long alone = fastest(bundle, "jig-alone");
        try (LiveJig named = LiveJig.ready("run", "trace_exec", "-o", "json", "-c", "jig-flooded");
                LiveJig flooded = LiveJig.start(unread())) {
            flooded.awaitReady();
            Process flood =
                    Tools.start("signal_victim", "-i", "-n", String.valueOf(FLOOD), "kill", "10");
            flood.inputReader().readLine();
            long delayed = fastest(bundle, "jig-flooded");
            assertThat(flood.isAlive()).as("the flood goes on").isTrue();
            assertThat(delayed - alone).isLessThan(MOST_NANOS);
            assertThat(flood.waitFor()).isZero();

            assertThat(flooded.signal("INT").exit()).isZero();
            assertThat(producedBy(flooded)).isEqualTo(FLOOD);
            assertThat(named.signal("INT").exit()).isZero();
            List<Json> events = named.events(_ -> true);
            assertThat(events).hasSize(STARTS).allMatch(e -> e.texts("args").contains("first"));
        }
    }

    /// A jig whose ring is small; what it prints nobody keeps.
    private static List<String> unread() {
        List<String> words = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >/dev/null", "sh"));
        words.addAll(
                LiveJig.command(
                        "run",
                        "trace_signal",
                        "-v",
                        "-o",
                        "json",
                        "--signal=USR1",
                        "--comm=signal_victim",
                        "--ring-size=64K"));
        return words;
    }

    private static long fastest(OciBundle bundle, String name) {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < STARTS; i++) {
            long begin = System.nanoTime();
            assertThat(bundle.run("runc", name).exit()).isZero();
            fastest = Math.min(fastest, System.nanoTime() - begin);
        }
        return fastest;
    }

    /// Delivered and lost.
    private static long producedBy(LiveJig jig) throws IOException {
        Matcher ended = ENDED.matcher(String.join("\n", jig.err()));
        assertThat(ended.find()).as("%s", jig.err()).isTrue();
        return Long.parseLong(ended.group(1)) + Long.parseLong(ended.group(2));
    }
}
