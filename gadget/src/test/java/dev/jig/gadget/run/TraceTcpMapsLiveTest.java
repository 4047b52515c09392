// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.ebpf.BpfObject;
import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.ProbeChoice;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.TestObjects;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.FieldType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every connection of many is seen, and what trace_tcp keeps of it is gone in the end.
@Tag("vm")
final class TraceTcpMapsLiveTest {
    /// Has room for all events, so that nobody need read them before the end: with one processor
    /// victims and readers only keep each other waiting.
    private static final int RING_BYTES = 16 << 20;

    private static final ProbeChoice PROBE =
            ProbeChoice.valueOf(
                    System.getProperty("jig.test.probe", "automatic").toUpperCase(Locale.ROOT));

    /// What `tcp_victim` is to do, and the events of it.
    ///
    /// @param closes how many that is, -1 where it does not matter
    private record Case(String arguments, long connects, long accepts, long closes) {}

    private static final List<Case> CASES =
            List.of(
                    new Case("-n -c 10000 pair", 10_000, 10_000, 20_000),
                    new Case("-6a -c 1000 pair", 1000, 1000, 2000),
                    new Case("-m -c 1000 pair", 1000, 1000, 2000),
                    new Case("-n refused", 1, 0, 1),
                    new Case("-6 refused", 1, 0, 0),
                    new Case("-a abandoned", 3, 0, -1),
                    new Case("-a noaddress", 2, 0, -1),
                    new Case("-N6 -p 9073 unreachable", 1, 0, 0),
                    new Case("-a emfile", 1, 1, 1));

    @Test
    void nothingIsMissingOrLeftOver() throws Exception {
        GadgetSpec gadget = TestObjects.shipped("trace_tcp");
        RunOptions options = RunOptions.defaults().withRingBytes(RING_BYTES).withProbe(PROBE);
        Map<Case, Long> pids = new LinkedHashMap<>();
        Counts counts = new Counts(gadget.dataSources().getFirst());
        try (Kernel kernel = Kernel.running();
                GadgetRun run =
                        GadgetRun.start(gadget, Map.of("comm", "tcp_victim"), options, kernel)) {
            for (Case each : CASES) {
                pids.put(each, victim(each));
                assertThat(entries(run.live().object())).as(each.arguments()).isZero();
            }
            run.stop();
            assertThat(run.run(_ -> counts).lost()).isZero();
        }
        pids.forEach((each, pid) -> assertThat(counts.of(pid, each)).isEqualTo(each));
    }

    /// Events by process and type.
    private static final class Counts implements EventSink {
        private final Map<Integer, long[]> byPid = new HashMap<>();
        private final int pid;
        private final int type;

        Counts(DataSource source) {
            pid = offset(source, "proc.pid");
            type = offset(source, "type_raw");
        }

        private static int offset(DataSource source, String field) {
            return ((FieldType.Whole) source.field(field).orElseThrow().type()).offset();
        }

        @Override
        public boolean event(MemorySegment memory, long offset, int length) {
            int process = memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset + pid);
            long[] types = byPid.computeIfAbsent(process, _ -> new long[3]);
            types[memory.get(ValueLayout.JAVA_BYTE, offset + type)]++;
            return true;
        }

        /// What was seen of a process, in the form of what was expected.
        Case of(long process, Case expected) {
            long[] seen = byPid.getOrDefault((int) process, new long[3]);
            long closes = expected.closes() < 0 ? -1 : seen[2];
            return new Case(expected.arguments(), seen[0], seen[1], closes);
        }
    }

    private static long victim(Case what) throws IOException, InterruptedException {
        Path program =
                Path.of(System.getProperty("jig.root"), "cli", "target", "victims", "tcp_victim");
        List<String> command = new ArrayList<>(List.of(what.arguments().split(" ", -1)));
        command.addFirst(program.toString());
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(process.waitFor()).as(what.arguments()).isZero();
        return process.pid();
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
