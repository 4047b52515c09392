// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.ebpf.BpfMap;
import dev.jig.ebpf.Kernel;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.TestObjects;
import dev.jig.gadget.metadata.MetadataReader;
import dev.jig.gadget.run.RunSummary.End;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.FieldType;
import dev.jig.object.Bytes;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Data sources that have to be asked: iterators and the entries of maps.
@Tag("live")
@Timeout(120)
class FetchLiveTest {
    private static final int OWN = (int) ProcessHandle.current().pid();
    private static final int CALLS = 1000;

    private final Kernel kernel = Kernel.running();
    private final Map<String, Integer> seen = new HashMap<>();
    private final CountDownLatch looked = new CountDownLatch(1);
    private long calls;

    @AfterEach
    void close() {
        kernel.close();
    }

    private static GadgetSpec gadget(String name, String yaml) {
        return GadgetSpec.of(
                name, TestObjects.ofHeaders(name), MetadataReader.read("gadget.yaml", yaml));
    }

    private GadgetRun start(GadgetSpec gadget) {
        return GadgetRun.start(gadget, Map.of(), RunOptions.defaults(), kernel);
    }

    private static int offset(DataSource source, String field) {
        return ((FieldType.Whole) source.field(field).orElseThrow().type()).offset();
    }

    /// Counts the leading thread of this process.
    private EventSink ownThread(DataSource source) {
        int pid = offset(source, "pid");
        int tid = offset(source, "tid");
        return (memory, at, length) -> {
            assertThat(length).isEqualTo(source.recordSize());
            boolean own =
                    memory.get(JAVA_INT_UNALIGNED, at + pid) == OWN
                            && memory.get(JAVA_INT_UNALIGNED, at + tid) == OWN;
            seen.merge(source.name(), own ? 1 : 0, Integer::sum);
            return true;
        };
    }

    @Test
    void iteratorsAreReadOnce() {
        try (GadgetRun run = start(gadget("snapshot", "name: snapshot"))) {
            RunSummary summary = run.run(this::ownThread);
            assertThat(summary.end()).isEqualTo(End.FINISHED);
            assertThat(summary.lost()).isZero();
            assertThat(summary.delivered()).isGreaterThan(seen.size());
        }
        assertThat(seen).isEqualTo(Map.of("processes", 1, "pair", 2, "former", 3));
    }

    @Test
    void iteratorsAreReadAsOftenAsTheGadgetSays() {
        String often = "{annotations: {fetch-interval: 20ms, fetch-count: \"3\"}}";
        String yaml = "datasources: {processes: " + often + ", pair: " + often + "}";
        try (GadgetRun run = start(gadget("snapshot", yaml))) {
            assertThat(run.run(this::ownThread).end()).isEqualTo(End.FINISHED);
        }
        assertThat(seen).isEqualTo(Map.of("processes", 3, "pair", 6, "former", 3));
    }

    @Test
    void elementsOfAMapAreReadAndStayThere() {
        try (GadgetRun run = start(gadget("elements", "name: elements"))) {
            BpfMap squares = run.object().map("squares");
            Map<Integer, Integer> expected = new HashMap<>();
            for (int number = 3; number < 40; number++) {
                squares.put(word(number), word(number * number));
                expected.put(number, number * number);
            }
            Map<Integer, Integer> read = new HashMap<>();
            run.run(_ ->
                    (memory, at, _) -> {
                        read.put(
                                memory.get(JAVA_INT_UNALIGNED, at),
                                memory.get(JAVA_INT_UNALIGNED, at + 4));
                        return true;
                    });
            assertThat(read).isEqualTo(expected);
            assertThat(squares.lookup(word(39))).contains(word(39 * 39));
            assertThat(run.readiness().attached())
                    .extracting(Readiness.Attached::target)
                    .containsExactly("elements of map squares");
        }
    }

    private static Bytes word(int value) {
        ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
        return Bytes.copyOf(word.putInt(0, value));
    }

    @Test
    void entriesAreTakenWhenTheRunEnds() throws Throwable {
        String yaml =
                "datasources: {calls: {annotations: {map-fetch-interval: 1h,"
                        + " ebpf.map.flush-on-stop: \"true\"}}}";
        try (GadgetRun run = start(gadget("counts", yaml))) {
            Thread caller = Thread.ofPlatform().start(() -> callThenStop(run));
            RunSummary summary = run.run(this::ownCalls);
            caller.join();
            assertThat(summary.end()).isEqualTo(End.STOPPED);
            assertThat(run.object().map("counts").forEach((_, _, _, _) -> {})).isZero();
        }
        assertThat(calls).isEqualTo(CALLS);
    }

    private EventSink ownCalls(DataSource source) {
        if (source.name().equals("arrival")) {
            return (_, _, _) -> true;
        }
        assertThat(source.field("pid").orElseThrow().tags()).contains("role:key");
        int pid = offset(source, "pid");
        int count = offset(source, "calls");
        return new EventSink() {
            @Override
            public boolean event(MemorySegment memory, long at, int length) {
                if (memory.get(JAVA_INT_UNALIGNED, at + pid) == OWN) {
                    calls += memory.get(JAVA_LONG_UNALIGNED, at + count);
                }
                return true;
            }

            @Override
            public void idle() {
                looked.countDown();
            }
        };
    }

    /// Calls after the first look at the map, so that no entry is taken while it is counted in.
    private void callThenStop(GadgetRun run) {
        try {
            looked.await();
            MethodHandle getpgid =
                    Linker.nativeLinker()
                            .downcallHandle(
                                    Linker.nativeLinker().defaultLookup().findOrThrow("getpgid"),
                                    FunctionDescriptor.of(JAVA_INT, JAVA_INT));
            for (int i = 0; i < CALLS; i++) {
                int _ = (int) getpgid.invokeExact(0);
            }
        } catch (Throwable failed) {
            throw new AssertionError(failed);
        } finally {
            run.stop();
        }
    }
}
