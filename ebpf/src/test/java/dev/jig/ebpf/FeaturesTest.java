// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.ebpf.sys.BpfCommand;
import dev.jig.ebpf.sys.Syscall;
import dev.jig.object.btf.BtfSupport;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FeaturesTest {
    private static final Set<Feature> BY_FILE =
            EnumSet.of(
                    Feature.BTF,
                    Feature.MODULE_BTF,
                    Feature.TRACEFS,
                    Feature.TRACEPOINTS,
                    Feature.KPROBES,
                    Feature.KPROBE_PMU,
                    Feature.UPROBES,
                    Feature.UPROBE_REFERENCE_COUNTER,
                    Feature.SYSCALL_WRAPPERS);
    private static final Set<Feature> BY_TYPE =
            EnumSet.of(Feature.BTF_TRACEPOINTS, Feature.TRAMPOLINES, Feature.ITERATORS);

    private final FakeKernel fake = new FakeKernel();

    private void refuseAll(Errno errno) {
        for (BpfCommand command : BpfCommand.values()) {
            fake.refuse(command, errno);
        }
    }

    /// Whatever a probe does, not being permitted is no answer, and nothing stays open.
    @ParameterizedTest
    @EnumSource
    void whatIsForbiddenIsUnknown(Feature feature) {
        refuseAll(Errno.EPERM);
        Answer answer = fake.kernel().features().has(feature);
        if (!BY_FILE.contains(feature) && !BY_TYPE.contains(feature)) {
            assertThat(answer).isEqualTo(Answer.UNKNOWN);
        }
        assertThat(fake.open()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void kernelThatTakesEverythingHasIt(Feature feature) {
        Answer answer = fake.kernel().features().has(feature);
        if (!BY_FILE.contains(feature) && !BY_TYPE.contains(feature)) {
            assertThat(answer).isEqualTo(Answer.YES);
        }
        assertThat(fake.open()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "RING_BUFFER, MAP_CREATE, EINVAL",
        "MAPPABLE_ARRAYS, MAP_CREATE, EINVAL",
        "OBJECT_NAMES, MAP_CREATE, E2BIG",
        "NESTED_MAPS, MAP_CREATE, EINVAL",
        "BATCH, MAP_UPDATE_BATCH, EINVAL",
        "LARGE_PROGRAMS, PROGRAM_LOAD, E2BIG",
        "BOUNDED_LOOPS, PROGRAM_LOAD, EINVAL",
        "PROBE_READ_KERNEL, PROGRAM_LOAD, EINVAL",
        "MEMORY_ACCOUNTING, PROGRAM_LOAD, EINVAL",
        "FUNCTION_INFO, PROGRAM_LOAD, E2BIG",
        "BTF_LOAD, BTF_LOAD, EINVAL",
        "BTF_ENUM64, BTF_LOAD, EINVAL",
        "LINK, LINK_CREATE, EINVAL",
        "PERF_LINK, LINK_CREATE, EINVAL",
        "KPROBE_MULTI, LINK_CREATE, ENOTSUP",
        "RAW_TRACEPOINTS, RAW_TRACEPOINT_OPEN, EINVAL",
        "TEST_RUN, PROGRAM_TEST_RUN, ENOTSUPP",
        "GLOBAL_DATA, PROGRAM_LOAD, EINVAL",
        "FUNCTION_CALLS, PROGRAM_LOAD, EINVAL"
    })
    void theErrorThatMeansNo(Feature feature, BpfCommand command, Errno errno) {
        fake.refuse(command, errno);
        Features features = fake.kernel().features();
        assertThat(features.probe(feature))
                .isEqualTo(new Probe(feature, Answer.NO, "the kernel answers " + errno));
        int calls = fake.log().size();
        assertThat(features.has(feature)).isEqualTo(Answer.NO);
        assertThat(fake.log()).hasSize(calls);
        assertThat(fake.open()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NESTED_MAPS, MAP_CREATE, EBADF",
        "LINK, LINK_CREATE, EBADF",
        "PERF_LINK, LINK_CREATE, EBADF",
        "KPROBE_MULTI, LINK_CREATE, ESRCH",
        "RAW_TRACEPOINTS, RAW_TRACEPOINT_OPEN, EBADF",
        "FUNCTION_INFO, PROGRAM_LOAD, EBADF",
        "FUNCTION_INFO, PROGRAM_LOAD, EINVAL"
    })
    void theErrorThatMeansYes(Feature feature, BpfCommand command, Errno errno) {
        fake.refuse(command, errno);
        assertThat(fake.kernel().features().has(feature)).isEqualTo(Answer.YES);
    }

    @Test
    void unknownIsAskedAgain() {
        boolean[] forbidden = {true};
        fake.on(
                BpfCommand.MAP_CREATE,
                (_, _) -> forbidden[0] ? -Errno.EPERM.number() : FakeKernel.PASS);
        Features features = fake.kernel().features();
        assertThat(features.probe(Feature.RING_BUFFER))
                .isEqualTo(
                        new Probe(
                                Feature.RING_BUFFER,
                                Answer.UNKNOWN,
                                "the probe failed: not permitted [EPERM]"));
        forbidden[0] = false;
        assertThat(features.has(Feature.RING_BUFFER)).isEqualTo(Answer.YES);
    }

    @Test
    void everyFeatureIsListed() {
        assertThat(fake.kernel().features().all())
                .extracting(Probe::feature)
                .containsExactly(Feature.values());
    }

    @Test
    void typesAKernelMayTakeCountAsTaken() {
        assertThat(fake.kernel().features().btfSupport()).isEqualTo(BtfSupport.all());
        refuseAll(Errno.EPERM);
        assertThat(fake.kernel().features().btfSupport()).isEqualTo(BtfSupport.all());
        FakeKernel old = new FakeKernel().refuse(BpfCommand.BTF_LOAD, Errno.EINVAL);
        assertThat(old.kernel().features().btfSupport()).isEmpty();
    }

    @Test
    void files() {
        fake.file("/sys/bus/event_source/devices/tracepoint/type", "2\n")
                .file("/sys/bus/event_source/devices/kprobe/type", "8\n")
                .file("/sys/kernel/btf/vmlinux", "x")
                .file("/sys/kernel/btf/xfs", "x")
                .file("/proc/kallsyms", "0000000000000000 T __x64_sys_bpf\n");
        Features features = fake.kernel().features();
        assertThat(features.has(Feature.TRACEPOINTS)).isEqualTo(Answer.YES);
        assertThat(features.has(Feature.KPROBES)).isEqualTo(Answer.YES);
        assertThat(features.has(Feature.KPROBE_PMU)).isEqualTo(Answer.YES);
        assertThat(features.has(Feature.UPROBES)).isEqualTo(Answer.NO);
        assertThat(features.has(Feature.BTF)).isEqualTo(Answer.YES);
        assertThat(features.has(Feature.MODULE_BTF)).isEqualTo(Answer.YES);
        assertThat(features.has(Feature.TRACEFS)).isEqualTo(Answer.YES);
        assertThat(features.has(Feature.SYSCALL_WRAPPERS)).isEqualTo(Answer.YES);
    }

    @Test
    void moduleTypesByBuildOption() {
        assertThat(fake.kernel().features().has(Feature.MODULE_BTF)).isEqualTo(Answer.UNKNOWN);
        fake.file("/boot/config-6.12.5-test", "# CONFIG_DEBUG_INFO_BTF_MODULES is not set\n");
        assertThat(fake.kernel().features().probe(Feature.MODULE_BTF).detail())
                .isEqualTo("CONFIG_DEBUG_INFO_BTF_MODULES=n");
    }

    @Test
    void moduleTypesByFunctions() {
        fake.file("/proc/kallsyms", "0000000000000000 T bpf_check\n");
        assertThat(fake.kernel().features().probe(Feature.MODULE_BTF).detail())
                .isEqualTo("no function btf_module_notify");
        fake.file(
                "/proc/kallsyms",
                "0000000000000000 T bpf_check\n0000000000000000 t btf_module_notify\n");
        assertThat(fake.kernel().features().has(Feature.MODULE_BTF)).isEqualTo(Answer.YES);
    }

    @Test
    void kprobesByTracefs() {
        assertThat(fake.kernel().features().has(Feature.KPROBES)).isEqualTo(Answer.NO);
        fake.file("/trace/kprobe_events", "");
        assertThat(fake.kernel().features().has(Feature.KPROBES)).isEqualTo(Answer.YES);
    }

    @Test
    void tracefsThatCannotBeMounted() {
        fake.file("/proc/self/mountinfo", "").on(Syscall.FSOPEN, (_, _) -> -Errno.EPERM.number());
        Features features = fake.kernel().features();
        assertThat(features.has(Feature.TRACEFS)).isEqualTo(Answer.UNKNOWN);
        assertThat(features.has(Feature.KPROBES)).isEqualTo(Answer.UNKNOWN);
        FakeKernel without = new FakeKernel().file("/proc/self/mountinfo", "");
        without.on(Syscall.FSOPEN, (_, _) -> -Errno.ENODEV.number());
        assertThat(without.kernel().features().has(Feature.TRACEFS)).isEqualTo(Answer.NO);
    }
}
