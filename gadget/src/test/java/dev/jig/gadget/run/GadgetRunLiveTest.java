// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.jig.ebpf.Kernel;
import dev.jig.ebpf.LoadOptions;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.GadgetUnsupportedException;
import dev.jig.gadget.TestObjects;
import dev.jig.gadget.run.RunSummary.End;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Real events: of a program that fires at each write(2) of a process called `dd`.
@Tag("live")
@Timeout(60)
class GadgetRunLiveTest {
    private static final String WITHOUT_NEVER =
            "programs: {never: {attach_to: gadget_program_disabled}}";

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    /// How much less there is of everything in a guest, which takes twenty times as long.
    private static final int SCALE = Boolean.getBoolean("jig.guest") ? 8 : 1;

    private final Kernel kernel = Kernel.running();

    private final GadgetSpec flood = TestObjects.gadget("flood", WITHOUT_NEVER);

    @AfterEach
    void close() {
        kernel.close();
    }

    private GadgetRun start(GadgetSpec gadget, RunOptions options) {
        return GadgetRun.start(gadget, Map.of(), options, kernel);
    }

    private static Process dd(long writes) throws IOException {
        return new ProcessBuilder("dd", "if=/dev/zero", "of=/dev/null", "bs=1", "count=" + writes)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// Runs dd beside the gadget and stops the gadget when dd is done.
    private static RunSummary during(GadgetRun run, long writes, EventSink sink) {
        Thread producer =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                dd(writes).waitFor(50, TimeUnit.SECONDS);
                            } catch (IOException | InterruptedException e) {
                                throw new IllegalStateException(e);
                            } finally {
                                run.stop();
                            }
                        });
        RunSummary summary = run.run(_ -> sink);
        try {
            producer.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return summary;
    }

    /// Whether there have been more events than any buffer here holds.
    private static BooleanSupplier overflowing(GadgetRun run) {
        return () -> produced(run) > 20_000;
    }

    private static long produced(GadgetRun run) {
        return run.live().object().variable("produced").getLong();
    }

    /// Checks that events are whole and come once and in order.
    private static final class Checker implements EventSink {
        private long next;
        private long bad;
        private long disorder;
        private long lost;
        private long lastTotal;
        private BooleanSupplier late = () -> true;

        @Override
        public boolean event(MemorySegment memory, long offset, int length) {
            long number = memory.get(LONG, offset);
            boolean isShort = (number & 1) == 1;
            boolean whole =
                    length >= 40
                            && memory.get(LONG, offset + 8) == ~number
                            && memory.get(LONG, offset + 16) == 0
                            && memory.get(LONG, offset + 32) == (isShort ? 0 : -1);
            if (!whole) {
                bad++;
            }
            if (number < next) {
                disorder++;
            }
            next = number + 1;
            await(late);
            return true;
        }

        private static void await(BooleanSupplier condition) {
            try {
                for (int i = 0; i < 40_000 && !condition.getAsBoolean(); i++) {
                    Thread.sleep(1);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void lost(long sinceLast, long total) {
            assertThat(total - lastTotal).isEqualTo(sinceLast);
            lastTotal = total;
            lost += sinceLast;
        }
    }

    @Test
    void everyEventArrivesWholeAndInOrder() {
        try (GadgetRun run = start(flood, RunOptions.defaults().withRingBytes(16 << 20))) {
            Checker checker = new Checker();
            RunSummary summary = during(run, 50_000, checker);
            assertThat(summary.end()).isEqualTo(End.STOPPED);
            assertThat(summary.delivered()).isGreaterThanOrEqualTo(50_000);
            assertThat(summary.delivered()).isEqualTo(produced(run));
            assertThat(summary.accepted()).isEqualTo(summary.delivered());
            assertThat(summary.lost()).isZero();
            assertThat(checker.bad).isZero();
            assertThat(checker.disorder).isZero();
            assertThat(checker.lost).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(LoadOptions.Transport.class)
    void underAFloodEveryEventIsDeliveredOrCounted(LoadOptions.Transport transport) {
        RunOptions options =
                RunOptions.defaults()
                        .withLostPeriod(Duration.ofMillis(50))
                        .withLoad(LoadOptions.defaults().withTransport(transport));
        try (GadgetRun run = start(flood, options)) {
            Checker checker = new Checker();
            checker.late = overflowing(run);
            RunSummary summary = during(run, 400_000 / SCALE, checker);
            assertThat(summary.lost()).isPositive();
            assertThat(summary.delivered()).isPositive();
            assertThat(summary.delivered() + summary.lost()).isEqualTo(produced(run));
            assertThat(checker.lost).isEqualTo(summary.lost());
            assertThat(checker.bad).isZero();
        }
    }

    @Test
    void objectsOfInspektorGadgetCountExactlyToo() {
        GadgetSpec upstream = TestObjects.gadget("upstream_style", "");
        try (GadgetRun run = start(upstream, RunOptions.defaults())) {
            BooleanSupplier late = overflowing(run);
            RunSummary summary =
                    during(
                            run,
                            200_000 / SCALE,
                            (_, _, _) -> {
                                Checker.await(late);
                                return true;
                            });
            assertThat(summary.lost()).isPositive();
            assertThat(summary.delivered() + summary.lost()).isEqualTo(produced(run));
        }
    }

    /// Half of the events are short and have to be made whole.
    @Test
    void deliveringAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] allocated = new long[2];
        long[] events = new long[1];
        EventSink sink =
                (_, _, _) -> {
                    events[0]++;
                    if (events[0] == 100_000 / SCALE || events[0] == 300_000 / SCALE) {
                        int half = events[0] == 100_000 / SCALE ? 0 : 1;
                        allocated[half] = threads.getCurrentThreadAllocatedBytes();
                    }
                    return true;
                };
        try (GadgetRun run = start(flood, RunOptions.defaults().withRingBytes(16 << 20))) {
            during(run, 300_000 / SCALE, sink);
            assertThat(events[0]).isGreaterThanOrEqualTo(300_000 / SCALE);
            assertThat(allocated[1] - allocated[0]).isBetween(0L, 400_000L / SCALE);
        }
    }

    @Test
    void theWantedNumberEndsTheRun() {
        try (GadgetRun run = start(flood, RunOptions.defaults().withMaxEvents(7))) {
            RunSummary summary =
                    during(run, 10_000, (memory, offset, _) -> memory.get(LONG, offset) % 3 == 0);
            assertThat(summary.end()).isEqualTo(End.MAX_EVENTS);
            assertThat(summary.accepted()).isEqualTo(7);
            assertThat(summary.delivered()).isEqualTo(19);
        }
    }

    @Test
    void theTimeoutEndsTheRunEvenUnderAFlood() throws Exception {
        RunOptions options = RunOptions.defaults().withTimeout(Duration.ofMillis(500));
        Process dd = dd(1_000_000_000);
        try (GadgetRun run = start(flood, options)) {
            long begin = System.nanoTime();
            RunSummary summary = run.run(_ -> new Checker());
            long millis = (System.nanoTime() - begin) / 1_000_000;
            assertThat(summary.end()).isEqualTo(End.TIMEOUT);
            assertThat(millis).isBetween(500L, 1500L);
            assertThat(summary.delivered()).isPositive();
            assertThat(summary.delivered() + summary.lost()).isEqualTo(produced(run));
        } finally {
            dd.destroyForcibly().waitFor();
        }
    }

    @Test
    void anOptionalProgramMayBeMissing() {
        GadgetSpec gadget =
                TestObjects.gadget("flood", "programs: {never: {optional: true, fields: [tail]}}");
        try (GadgetRun run = start(gadget, RunOptions.defaults())) {
            assertThat(run.readiness().attached())
                    .extracting(Readiness.Attached::program)
                    .containsExactlyInAnyOrder("on_write", "on_write_exit");
            assertThat(run.readiness().absent()).hasSize(1);
            Readiness.Absent absent = run.readiness().absent().getFirst();
            assertThat(absent.what()).isEqualTo("never");
            assertThat(absent.reason()).contains("a_function_that_no_kernel_has");
            assertThat(absent.fields()).containsExactly("tail");
            DataSource source = run.dataSources().getFirst();
            assertThat(source.fields()).extracting(Field::name).containsExactly("number");
        }
    }

    @Test
    void aNeededProgramMayNot() {
        GadgetSpec gadget = TestObjects.gadget("flood", "");
        assertThatThrownBy(() -> start(gadget, RunOptions.defaults()))
                .isInstanceOf(GadgetUnsupportedException.class)
                .hasMessageStartingWith("run gadget flood: ")
                .hasMessageContaining("never")
                .hasMessageContaining("a_function_that_no_kernel_has")
                .hasMessageContaining("jig doctor");
    }

    @Test
    void aProgramWithNothingToDoIsNotAttached() {
        GadgetSpec gadget =
                TestObjects.gadget(
                        "flood",
                        """
                        programs:
                          never: {attach_to: gadget_program_disabled}
                          on_write_exit: {when: with_extra}
                        """);
        try (GadgetRun run = start(gadget, RunOptions.defaults())) {
            assertThat(run.readiness().attached())
                    .extracting(Readiness.Attached::program)
                    .containsExactly("on_write");
            assertThat(run.readiness().absent()).isEmpty();
        }
        Map<String, String> on = Map.of("with_extra", "true");
        try (GadgetRun run = GadgetRun.start(gadget, on, RunOptions.defaults(), kernel)) {
            assertThat(run.readiness().attached()).hasSize(2);
        }
    }

    @Test
    void stoppingBeforeAndAfterIsHarmless() {
        GadgetRun run = start(flood, RunOptions.defaults());
        run.stop();
        RunSummary summary = run.run(_ -> new Checker());
        assertThat(summary.end()).isEqualTo(End.STOPPED);
        run.close();
        run.stop();
        run.close();
    }

    @Test
    void whatTheSinkThrowsPasses() {
        try (GadgetRun run = start(flood, RunOptions.defaults())) {
            assertThatThrownBy(() ->
                            during(
                                    run,
                                    1000,
                                    (_, _, _) -> {
                                        throw new IllegalStateException("enough");
                                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("enough");
        }
    }
}
