// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.ebpf.testing.LeakGuard;
import dev.jig.object.ObjectSpec;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("live")
@ExtendWith(LeakGuard.class)
class RingLiveTest {
    private static final ObjectSpec RING =
            Objects.read("ring")
                    .withValue("wanted_pid", Objects.words((int) ProcessHandle.current().pid()));

    @Test
    void everyEventArrivesInOrder() {
        try (Kernel kernel = Kernel.running();
                BpfObject object = BpfObject.load(RING, kernel, LoadOptions.defaults());
                EventReader reader = EventReader.open(object.map("events"))) {
            List<Long> sequence = new ArrayList<>();
            TestRun run = object.program("fill").testRun(fill(100));
            assertThat(run.result()).isEqualTo(100);
            int delivered =
                    reader.drain((memory, offset, length) -> {
                        assertThat(length).isEqualTo(24);
                        sequence.add(memory.get(ValueLayout.JAVA_LONG, offset));
                    });
            assertThat(delivered).isEqualTo(100);
            assertThat(sequence).isSorted().doesNotHaveDuplicates().hasSize(100);
            assertThat(object.variable("produced").getLong()).isEqualTo(100);
            assertThat(object.variable("small").getLong()).isEqualTo(7);
            assertThat(object.variable("word").getLong()).isEqualTo(0x12345678);
        }
    }

    private static TestRun.Input fill(int count) {
        return TestRun.Input.ofContext(Objects.words(count, 0));
    }

    @Test
    void tracepointFires() {
        try (Kernel kernel = Kernel.running();
                BpfObject object = BpfObject.load(RING, kernel, LoadOptions.defaults());
                EventReader reader = EventReader.open(object.map("events"))) {
            boolean links = kernel.version().compareTo(new KernelVersion(5, 15, 0)) >= 0;
            assertThat(object.attach("on_eventfd").mechanism())
                    .isEqualTo(links ? "perf link" : "perf ioctl");
            int fd = (int) kernel.host().descriptors().eventCounter();
            kernel.host().descriptors().close(fd);
            assertThat(reader.poll(1000, (memory, offset, length) -> {})).isEqualTo(1);
        }
    }

    @Test
    void theKernelCallsFunctionsBack() {
        ObjectSpec callback = Objects.read("callback");
        try (Kernel kernel = Kernel.running()) {
            if (kernel.version().compareTo(new KernelVersion(5, 17, 0)) < 0) {
                assertThatThrownBy(() -> BpfObject.load(callback, kernel, LoadOptions.defaults()))
                        .hasMessageStartingWith("load program call_back: ");
                return;
            }
            try (BpfObject object = BpfObject.load(callback, kernel, LoadOptions.defaults())) {
                TestRun run = object.program("call_back").testRun(fill(5));
                assertThat(run.result()).isEqualTo(1 + 2 + 3 + 4);
            }
        }
    }

    @Test
    @SuppressWarnings("try") // closing it is what is tested
    void handlerCannotCloseItsReader() {
        try (Kernel kernel = Kernel.running();
                BpfObject object = BpfObject.load(RING, kernel, LoadOptions.defaults());
                EventReader reader = EventReader.open(object.map("events"))) {
            object.program("fill").testRun(fill(2));
            assertThatThrownBy(() -> reader.drain((_, _, _) -> reader.close()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("handler");
            assertThat(reader.drain((_, _, _) -> {})).isEqualTo(1);
        }
    }

    @Tag("host")
    @Test
    void nothingIsLeftAfterManyObjects() {
        try (Kernel kernel = Kernel.running()) {
            for (int i = 0; i < 200; i++) {
                try (BpfObject object = BpfObject.load(RING, kernel, LoadOptions.defaults());
                        EventReader reader = EventReader.open(object.map("events"))) {
                    object.program("fill").testRun(fill(3));
                    assertThat(reader.drain((_, _, _) -> {})).isEqualTo(3);
                }
            }
        }
    }

    /// The producer is fast, so the reader lets events gather; every event still comes, and in
    /// order.
    @Test
    void fastEventsAreGathered() throws InterruptedException {
        int rounds = 3_000;
        try (Kernel kernel = Kernel.running();
                BpfObject object = BpfObject.load(RING, kernel, LoadOptions.defaults());
                EventReader reader = EventReader.open(object.map("events"))) {
            Program fill = object.program("fill");
            Thread producer =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; i < rounds; i++) {
                                    fill.testRun(fill(5));
                                }
                            });
            long[] next = {0};
            int[] wrong = {0};
            EventHandler inOrder =
                    (memory, offset, _) -> {
                        wrong[0] += memory.get(ValueLayout.JAVA_LONG, offset) == next[0]++ ? 0 : 1;
                    };
            while (producer.isAlive() || reader.drain(inOrder) > 0) {
                reader.poll(10, inOrder);
            }
            producer.join();
            reader.drain(inOrder);
            long dropped = object.variable("dropped").getLong();
            assertThat(next[0]).isEqualTo(object.variable("produced").getLong());
            assertThat(next[0] + dropped).isEqualTo(5L * rounds);
            assertThat(wrong[0]).isZero();
        }
    }
}
