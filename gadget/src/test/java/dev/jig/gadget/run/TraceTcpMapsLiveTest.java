// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.Kernel;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.TestObjects;
import dev.jig.gadget.schema.FieldType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every connection of many is seen, and what trace_tcp keeps of it is gone in the end.
@Tag("vm")
@Timeout(600)
final class TraceTcpMapsLiveTest {
    private static final int CONNECT = 0;
    private static final int ACCEPT = 1;
    private static final int CLOSE = 2;

    /// Events of each type.
    private final long[] seen = new long[CLOSE + 1];

    @ParameterizedTest
    @CsvSource({"'', 10000", "-6a, 1000", "-m, 1000"})
    void nothingIsMissingOrLeftOver(String how, int connections) throws Exception {
        watch(how.isEmpty() ? "-n" : how, "-c", Integer.toString(connections), "pair");
        assertThat(seen[CONNECT]).isEqualTo(connections);
        assertThat(seen[ACCEPT]).isEqualTo(connections);
        assertThat(seen[CLOSE]).isEqualTo(2L * connections);
    }

    @ParameterizedTest
    @CsvSource({
        "-n, refused, 1",
        "-6, refused, 1",
        "-a, abandoned, 3",
        "-a, noaddress, 2",
        "-N6, unreachable, 1",
        "-a, emfile, 1"
    })
    void failuresLeaveNothingEither(String how, String what, int connects) throws Exception {
        watch(how, "-p", "9073", what);
        assertThat(seen[CONNECT]).isEqualTo(connects);
    }

    private void watch(String... victim) throws Exception {
        GadgetSpec gadget = TestObjects.shipped("trace_tcp");
        FieldType.Whole type =
                (FieldType.Whole)
                        gadget.dataSources().getFirst().field("type_raw").orElseThrow().type();
        Map<String, String> params = Map.of("comm", "tcp_victim");
        try (Kernel kernel = Kernel.running();
                GadgetRun run = GadgetRun.start(gadget, params, RunOptions.defaults(), kernel)) {
            CompletableFuture<RunSummary> end =
                    CompletableFuture.supplyAsync(() ->
                            run.run(_ -> (memory, at, _) -> count(memory, at + type.offset())));
            assertThat(run(victim)).isZero();
            assertThat(entries(run.live().object())).isZero();
            run.stop();
            assertThat(end.get().lost()).isZero();
        }
    }

    private boolean count(MemorySegment memory, long at) {
        seen[memory.get(ValueLayout.JAVA_BYTE, at)]++;
        return true;
    }

    private static int run(String... arguments) throws IOException, InterruptedException {
        Path program =
                Path.of(System.getProperty("jig.root"), "cli", "target", "victims", "tcp_victim");
        ProcessBuilder builder = new ProcessBuilder(arguments).inheritIO();
        builder.command().addFirst(program.toString());
        return builder.start().waitFor();
    }

    private static int entries(BpfObject object) {
        return entries(object, "tcp_tid_fd")
                + entries(object, "tcp_tid_sock")
                + entries(object, "tuplepid");
    }

    private static int entries(BpfObject object, String map) {
        return object.map(map).forEach((_, _, _, _) -> {});
    }
}
