// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.ebpf.testing.LeakGuard;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("live")
@ExtendWith(LeakGuard.class)
class LinksLiveTest {
    private static final ObjectSpec LINKS =
            Objects.read("links")
                    .withValue("wanted_pid", Objects.words((int) ProcessHandle.current().pid()));
    private static final MethodHandle GETPPID =
            Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().findOrThrow("getppid"),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT));

    private final Kernel kernel = Kernel.running();

    private static void getppid(int times) {
        try {
            for (int i = 0; i < times; i++) {
                int parent = (int) GETPPID.invokeExact();
                assertThat(parent).isPositive();
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectSpec only(String... programs) {
        ObjectSpec spec = LINKS;
        for (ProgramSpec program : LINKS.programs().values()) {
            if (!Arrays.asList(programs).contains(program.name())) {
                spec = spec.withoutProgram(program.name());
            }
        }
        return spec;
    }

    private BpfObject load(String... programs) {
        return BpfObject.load(only(programs), kernel, LoadOptions.defaults());
    }

    @Test
    void rawAndTypedTracepointsSeeEverySystemCall() {
        try (kernel;
                BpfObject object = load("on_raw", "on_typed")) {
            object.attachAll();
            assertThat(object.links()).extracting(Link::mechanism).containsOnly("raw tracepoint");
            getppid(500);
            assertThat(object.variable("raw_hits").getLong()).isGreaterThanOrEqualTo(500);
            assertThat(object.variable("typed_hits").getLong()).isGreaterThanOrEqualTo(500);
        }
    }

    @Test
    void closedLinkCountsNoMore() {
        try (kernel;
                BpfObject object = load("on_raw")) {
            Link link = object.attach("on_raw");
            getppid(10);
            link.close();
            link.close();
            long hits = object.variable("raw_hits").getLong();
            getppid(100);
            assertThat(object.variable("raw_hits").getLong()).isEqualTo(hits).isPositive();
            assertThat(object.links()).isEmpty();
        }
    }

    @Test
    void uprobesOfALibrary() {
        try (kernel;
                BpfObject object = load("on_user", "on_user_return")) {
            object.attachAll();
            getppid(25);
            assertThat(object.variable("user_hits").getLong()).isEqualTo(25);
            assertThat(object.variable("user_returns").getLong()).isEqualTo(25);
        }
    }

    @Test
    void uprobeThatWatchesAnotherProcessStaysQuiet() {
        AttachTarget.Uprobe own = (AttachTarget.Uprobe) AttachTarget.of(LINKS.program("on_user"));
        AttachTarget other = new AttachTarget.Uprobe(own.file(), own.symbol(), 0, false, 1);
        try (kernel;
                BpfObject object = load("on_user")) {
            object.attach("on_user", other);
            getppid(5);
            assertThat(object.variable("user_hits").getLong()).isZero();
        }
    }

    @Test
    void uprobeOfAFunctionThatIsNotThere() {
        try (kernel;
                BpfObject object = load("on_user")) {
            AttachTarget.Uprobe own =
                    (AttachTarget.Uprobe) AttachTarget.of(LINKS.program("on_user"));
            AttachTarget none = new AttachTarget.Uprobe(own.file(), "no_such", 0, false, -1);
            assertThatThrownBy(() -> object.attach("on_user", none))
                    .isInstanceOf(AttachException.class)
                    .hasMessage(
                            "attach program on_user to uprobe libc:no_such: "
                                    + "the file has no function of that name");
        }
    }

    @Test
    void cpuClockTicks() throws InterruptedException {
        try (kernel;
                BpfObject object = load("on_clock")) {
            object.attachAll(Map.of("on_clock", new AttachTarget.CpuClock(1000)));
            object.attachAll();
            Thread.sleep(200);
            assertThat(object.variable("clock_hits").getLong()).isGreaterThan(20);
            assertThat(object.links()).hasSize(1);
        }
    }

    @Test
    void iteratorVisitsEachTask() {
        try (kernel;
                BpfObject object = load("each_task")) {
            IteratorLink link = (IteratorLink) object.attach("each_task");
            long[] last = {-1};
            long bytes =
                    link.read((memory, offset, length) -> {
                        for (long at = offset; at < offset + length; at += 8) {
                            long number = memory.get(ValueLayout.JAVA_LONG, at);
                            assertThat(number).isEqualTo(last[0] + 1);
                            last[0] = number;
                        }
                    });
            assertThat(bytes).isEqualTo(8 * (last[0] + 1)).isGreaterThan(80);
            assertThat(link.read((_, _, _) -> {})).isPositive();
        }
    }

    @Test
    void kprobeWhereThereAreNone() {
        try (kernel;
                BpfObject object = load("on_kprobe")) {
            if (kernel.features().has(Feature.KPROBES) == Answer.YES) {
                object.attach("on_kprobe").close();
            } else {
                assertThatThrownBy(() -> object.attach("on_kprobe"))
                        .isInstanceOf(UnsupportedException.class)
                        .hasMessage(
                                "attach program on_kprobe to kprobe vfs_read: this kernel has no"
                                        + " kprobes (since 4.1, CONFIG_KPROBES)");
            }
        }
    }

    @Test
    void failureOfOneDetachesAll() {
        try (kernel;
                BpfObject object = load("on_raw", "on_typed", "on_user")) {
            Map<String, AttachTarget> targets =
                    object.programs().keySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            name -> name,
                                            name ->
                                                    name.equals("on_raw")
                                                            ? new AttachTarget.RawTracepoint("no")
                                                            : AttachTarget.of(
                                                                    LINKS.program(name))));
            assertThatThrownBy(() -> object.attachAll(targets))
                    .isInstanceOf(AttachException.class)
                    .hasMessage(
                            "attach program on_raw to raw tracepoint no: "
                                    + "no such tracepoint on this kernel");
            assertThat(object.links()).isEmpty();
        }
    }
}
