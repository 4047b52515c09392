// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.ebpf.KernelFunctions.Likeness;
import dev.jig.ebpf.sys.BpfCommand;
import dev.jig.ebpf.sys.LinkCreation;
import dev.jig.ebpf.sys.MapCreation;
import dev.jig.ebpf.sys.Syscall;
import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.btf.BtfBuilder;
import dev.jig.object.btf.BtfType;
import dev.jig.object.btf.BtfType.Linkage;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is done where a kernel lacks something, and that nothing is left when it goes wrong.
class OldKernelsTest {
    private static final ObjectSpec LINKS = Objects.read("links");
    private static final ObjectSpec RING = Objects.read("ring");

    private final FakeKernel fake = new FakeKernel();

    private static ObjectSpec only(ObjectSpec spec, String program) {
        ObjectSpec changed = spec;
        for (ProgramSpec each : spec.programs().values()) {
            changed = each.name().equals(program) ? changed : changed.withoutProgram(each.name());
        }
        return changed;
    }

    private BpfObject load(ObjectSpec spec, String program) {
        return BpfObject.load(only(spec, program), fake.kernel(), LoadOptions.defaults());
    }

    private void eventfdTracepoint() {
        fake.file("/trace/events/syscalls/sys_enter_eventfd2/id", "345\n");
    }

    private List<String> logAfter(Runnable action) {
        int before = fake.log().size();
        action.run();
        return new ArrayList<>(fake.log().subList(before, fake.log().size()));
    }

    @Test
    void tracepointByLink() {
        eventfdTracepoint();
        BpfObject object = load(RING, "on_eventfd");
        int program = object.program("on_eventfd").fd();
        List<String> attaching = logAfter(() -> object.attach("on_eventfd"));
        int event = program + 1;
        int link = program + 2;
        assertThat(attaching)
                .containsExactly(
                        "perf_event_open pid=-1 cpu=0 type=2 size=128 config=345 sample_period=1"
                                + " sample_type=1024 wakeup_events=1",
                        "LINK_CREATE prog_fd=%d target_fd=%d attach_type=41"
                                .formatted(program, event));
        assertThat(logAfter(object::detachAll))
                .containsExactly("close fd=" + link, "close fd=" + event);
        object.close();
        assertThat(fake.open()).isEmpty();
    }

    @Test
    void tracepointByIoctlBefore515() {
        eventfdTracepoint();
        fake.on(
                BpfCommand.LINK_CREATE,
                (_, attr) ->
                        FakeKernel.intAt(attr, 8) == LinkCreation.PERF_EVENT
                                ? -Errno.EINVAL.number()
                                : FakeKernel.PASS);
        BpfObject object = load(RING, "on_eventfd");
        int program = object.program("on_eventfd").fd();
        Link link = object.attach("on_eventfd");
        int event = program + 1;
        assertThat(link.mechanism()).isEqualTo("perf ioctl");
        assertThat(fake.log("ioctl"))
                .containsExactly(
                        "ioctl fd=%d request=0x40042408 argument=%d".formatted(event, program),
                        "ioctl fd=%d request=0x2400 argument=0".formatted(event));
        assertThat(logAfter(link::close))
                .containsExactly(
                        "ioctl fd=%d request=0x2401 argument=0".formatted(event),
                        "close fd=" + event);
        object.close();
        assertThat(fake.open()).isEmpty();
    }

    @Test
    void whatIsForbiddenIsNotTriedOtherwise() {
        eventfdTracepoint();
        fake.refuse(BpfCommand.LINK_CREATE, Errno.EPERM);
        try (BpfObject object = load(RING, "on_eventfd")) {
            assertThatThrownBy(() -> object.attach("on_eventfd"))
                    .isInstanceOf(PermissionException.class)
                    .hasMessage(
                            "attach program on_eventfd to tracepoint syscalls/sys_enter_eventfd2:"
                                    + " not permitted [EPERM] (the process has the capabilities, so"
                                    + " a policy of this system forbids it)");
            assertThat(fake.log("ioctl")).isEmpty();
        }
        assertThat(fake.open()).isEmpty();
    }

    @Test
    void missingCapabilitiesAreNamed() {
        fake.file("/proc/self/status", "CapEff:\t0000004000000000\n");
        fake.refuse(BpfCommand.MAP_CREATE, Errno.EPERM);
        fake.refuse(BpfCommand.BTF_LOAD, Errno.EINVAL);
        assertThatThrownBy(() -> load(RING, "fill"))
                .isInstanceOfSatisfying(
                        PermissionException.class,
                        e -> assertThat(e.missing()).containsExactly(Capability.CAP_BPF))
                .hasMessage(
                        "create map events: not permitted [EPERM]"
                                + " (missing CAP_BPF; run as root)");
        assertThat(fake.open()).isEmpty();
    }

    @Test
    void ringBufferBecomesPerfBuffersBefore58() {
        fake.on(
                BpfCommand.MAP_CREATE,
                (_, attr) ->
                        FakeKernel.intAt(attr, 0) == MapType.RINGBUF.code()
                                ? -Errno.EINVAL.number()
                                : FakeKernel.PASS);
        try (BpfObject object = load(RING, "on_eventfd")) {
            assertThat(object.map("events").spec().type()).isEqualTo(MapType.PERF_EVENT_ARRAY);
            assertThat(fake.log("MAP_CREATE map_type=4"))
                    .containsExactly(
                            "MAP_CREATE map_type=4 key_size=4 value_size=4 max_entries=4"
                                    + " map_name=events");
        }
        assertThat(fake.open()).isEmpty();
    }

    @Test
    void mapsWithoutTypesNamesAndMapping() {
        fake.on(
                BpfCommand.MAP_CREATE,
                (_, attr) ->
                        FakeKernel.intAt(attr, 48) != 0
                                ? -Errno.ENOTSUPP.number()
                                : (FakeKernel.intAt(attr, 16) & MapCreation.MAPPABLE) != 0
                                                || FakeKernel.text(attr.address() + 28)
                                                        .contains(".")
                                        ? -Errno.EINVAL.number()
                                        : FakeKernel.PASS);
        try (BpfObject object = load(RING, "on_eventfd")) {
            assertThat(object.map(".bss").memory()).isEmpty();
            assertThat(fake.log("MAP_CREATE"))
                    .contains(
                            "MAP_CREATE map_type=2 key_size=4 value_size=4 max_entries=1"
                                    + " map_flags=128 map_name=rodata");
        }
        assertThat(fake.open()).isEmpty();
    }

    @Test
    void memoryLimitIsRaisedOnlyWithoutAccounting() {
        load(RING, "on_eventfd").close();
        assertThat(fake.log("prlimit64")).isEmpty();
        FakeKernel old = new FakeKernel();
        old.on(
                BpfCommand.PROGRAM_LOAD,
                (_, attr) -> {
                    long call = FakeKernel.longAt(FakeKernel.at(FakeKernel.longAt(attr, 8), 8), 0);
                    return call >>> 32 == 160 ? -Errno.EINVAL.number() : FakeKernel.PASS;
                });
        BpfMap.create(MapSpec.of("m", MapType.ARRAY, 4, 4, 1), old.kernel()).close();
        assertThat(old.log("prlimit64")).hasSize(1);
        assertThat(old.open()).isEmpty();
    }

    @Test
    void everyFailureHalfWayUndoesWhatWasDone() {
        eventfdTracepoint();
        int[] countdown = {0};
        for (BpfCommand command :
                List.of(
                        BpfCommand.MAP_CREATE,
                        BpfCommand.MAP_UPDATE,
                        BpfCommand.MAP_FREEZE,
                        BpfCommand.PROGRAM_LOAD)) {
            for (int failing = 0; failing < 4; failing++) {
                FakeKernel broken = new FakeKernel();
                countdown[0] = failing;
                broken.on(
                        command,
                        (_, _) -> countdown[0]-- == 0 ? -Errno.ENOMEM.number() : FakeKernel.PASS);
                try (BpfObject object =
                        BpfObject.load(RING, broken.kernel(), LoadOptions.defaults())) {
                    assertThat(object.programs()).isNotEmpty();
                } catch (KernelException expected) {
                    assertThat(expected.errno()).isEqualTo(Errno.ENOMEM);
                }
                assertThat(broken.open()).as("%s %d", command, failing).isEmpty();
            }
        }
    }

    private void kprobePmu() {
        fake.file("/sys/bus/event_source/devices/kprobe/type", "9\n");
        fake.file("/sys/bus/event_source/devices/kprobe/format/retprobe", "config:0\n");
    }

    @Test
    void kprobeByPmu() {
        kprobePmu();
        List<String> names = new ArrayList<>();
        fake.on(
                Syscall.PERF_EVENT_OPEN,
                (_, attr) -> {
                    names.add(FakeKernel.text(FakeKernel.longAt(attr, 56)));
                    return FakeKernel.PASS;
                });
        try (BpfObject object = load(LINKS, "on_kprobe")) {
            object.attach("on_kprobe");
            object.attach("on_kprobe", new AttachTarget.Kprobe("vfs_write", 0, true));
            assertThat(names).containsExactly("vfs_read", "vfs_write");
            assertThat(fake.log("perf_event_open"))
                    .first()
                    .asString()
                    .startsWith("perf_event_open pid=-1 cpu=0 type=9 size=128 bp_addr=");
            assertThat(fake.log("perf_event_open").getLast()).contains(" config=1 ");
        }
        assertThat(fake.open()).isEmpty();
    }

    @Test
    void kprobeUnderAnotherName() {
        kprobePmu();
        fake.file(
                "/proc/kallsyms",
                """
                ffffffff81000000 T vfs_read.cold
                ffffffff81000010 t vfs_read.constprop.0.isra.0
                ffffffff81000020 t vfs_read.part.0
                ffffffff81000030 d vfs_read.llvm.123
                ffffffff81000040 t vfs_reader
                """);
        List<String> names = new ArrayList<>();
        fake.on(
                Syscall.PERF_EVENT_OPEN,
                (_, attr) -> {
                    String name = FakeKernel.text(FakeKernel.longAt(attr, 56));
                    names.add(name);
                    return name.contains("isra") ? FakeKernel.PASS : -Errno.ENOENT.number();
                });
        try (BpfObject object = load(LINKS, "on_kprobe")) {
            object.attach("on_kprobe");
            assertThat(names)
                    .containsExactly("vfs_read", "__x64_vfs_read", "vfs_read.constprop.0.isra.0");
            assertThatThrownBy(() ->
                            object.attach(
                                    "on_kprobe", new AttachTarget.Kprobe("no_such", 0, false)))
                    .hasMessage(
                            "attach program on_kprobe to kprobe no_such: "
                                    + "no such function on this kernel");
        }
        assertThat(fake.open()).isEmpty();
    }

    @Test
    void copiesWithOtherArgumentsAreNotProbedForArguments() {
        fake.file(
                "/proc/kallsyms",
                """
                ffffffff81000000 t renamed.llvm.1234
                ffffffff81000010 t promoted.lto_priv.0
                ffffffff81000020 t shorter.isra.0
                ffffffff81000030 t part.part.0
                """);
        KernelFunctions functions = fake.kernel().functions();
        functions.prepare(List.of("renamed", "promoted", "shorter", "part", "none"));
        assertThat(functions.find("renamed", Likeness.ARGUMENTS)).contains("renamed.llvm.1234");
        assertThat(functions.find("promoted", Likeness.ARGUMENTS)).contains("promoted.lto_priv.0");
        assertThat(functions.find("shorter", Likeness.ARGUMENTS)).isEmpty();
        assertThat(functions.find("shorter", Likeness.CALLS)).contains("shorter.isra.0");
        assertThat(functions.find("part", Likeness.CALLS)).isEmpty();
        assertThat(functions.find("none", Likeness.CALLS)).isEmpty();
    }

    /// Its types have the function: the arguments of `.isra.0` are where they would be.
    @Test
    void copiesThatTheTypesKnowAreAsGoodAsTheFunction() {
        BtfBuilder types = new BtfBuilder(ByteOrder.nativeOrder());
        types.add(new BtfType.Prototype(0, List.of()));
        types.add(new BtfType.Function("shorter", 1, Linkage.STATIC));
        fake.file("/sys/kernel/btf/vmlinux", types.build().toArray());
        fake.file("/proc/kallsyms", "ffffffff81000020 t shorter.isra.0\n");
        KernelFunctions functions = fake.kernel().functions();
        assertThat(functions.find("shorter", Likeness.ARGUMENTS)).contains("shorter");
        assertThat(functions.copies("shorter", Likeness.ARGUMENTS))
                .containsExactly("shorter.isra.0");
    }

    @Test
    void kprobeThatMayNotBe() {
        kprobePmu();
        fake.on(Syscall.PERF_EVENT_OPEN, (_, _) -> -Errno.EADDRNOTAVAIL.number());
        try (BpfObject object = load(LINKS, "on_kprobe")) {
            assertThatThrownBy(() -> object.attach("on_kprobe"))
                    .hasMessage(
                            "attach program on_kprobe to kprobe vfs_read: "
                                    + "the kernel forbids probes there");
        }
        assertThat(fake.log("append")).isEmpty();
    }

    @Test
    void kprobeByTracefs() {
        fake.file("/trace/kprobe_events", "");
        try (BpfObject object = load(LINKS, "on_kprobe")) {
            Link link =
                    object.attach(
                            "on_kprobe", new AttachTarget.Kprobe("vfs_read.isra.0", 8, false));
            assertThat(link.mechanism()).isEqualTo("tracefs perf link");
            String made = fake.log("append").getFirst();
            assertThat(made)
                    .matches(
                            "append /trace/kprobe_events"
                                    + " p:jig_[0-9a-f]{16}/vfs_read_isra_0 vfs_read.isra.0\\+8");
            String event = made.replaceAll(".* p:(\\S+) .*", "$1");
            List<String> closing = logAfter(link::close);
            assertThat(closing).hasSize(3);
            assertThat(closing.getLast()).isEqualTo("append /trace/kprobe_events -:" + event);
            assertThat(closing.subList(0, 2)).allMatch(line -> line.startsWith("close"));
        }
        assertThat(fake.open()).isEmpty();
    }

    @Test
    void aReturnProbeHasRoomForManyCalls() {
        fake.file("/trace/kprobe_events", "");
        try (BpfObject object = load(LINKS, "on_kprobe")) {
            Link link = object.attach("on_kprobe", new AttachTarget.Kprobe("vfs_read", 0, true));
            assertThat(link.mechanism()).isEqualTo("tracefs perf link");
            assertThat(fake.log("append").getFirst())
                    .matches("append /trace/kprobe_events r512:jig_[0-9a-f]{16}/vfs_read vfs_read");
        }
        assertThat(fake.log("append")).hasSize(2);
        assertThat(fake.open()).isEmpty();
    }

    @Test
    void tracefsEntryGoesWhenBindingFails() {
        fake.file("/trace/kprobe_events", "");
        fake.refuse(BpfCommand.LINK_CREATE, Errno.EBUSY);
        try (BpfObject object = load(LINKS, "on_kprobe")) {
            assertThatThrownBy(() -> object.attach("on_kprobe"))
                    .isInstanceOf(AttachException.class)
                    .hasMessageEndingWith("busy [EBUSY]");
        }
        assertThat(fake.log("append")).hasSize(2);
        assertThat(fake.log("append").getLast()).contains(" -:jig_");
        assertThat(fake.open()).isEmpty();
    }

    @Test
    void uprobeByTracefs() {
        fake.file("/trace/uprobe_events", "");
        try (BpfObject object = load(LINKS, "on_user_return")) {
            Link link = object.attach("on_user_return");
            assertThat(link.mechanism()).isEqualTo("tracefs perf link");
            assertThat(fake.log("append").getFirst())
                    .matches(
                            "append /trace/uprobe_events r:jig_\\w+/libc_so_6_getppid"
                                    + " /\\S+:0x\\w+");
        }
        assertThat(fake.log("append")).hasSize(2);
    }

    @Test
    void clockOfEveryCpuThatIsOnline() {
        try (BpfObject object = load(LINKS, "on_clock")) {
            object.attach("on_clock", new AttachTarget.CpuClock(99));
            assertThat(fake.log("perf_event_open"))
                    .extracting(line -> line.split(" ", 4)[2])
                    .containsExactly("cpu=0", "cpu=1", "cpu=3");
            assertThat(fake.log("LINK_CREATE")).hasSize(3);
        }
        assertThat(fake.open()).isEmpty();
    }

    @Test
    void olderHelpersTakeThePlaceOfMissingOnes() {
        fake.on(
                BpfCommand.PROGRAM_LOAD,
                (_, attr) ->
                        calls(attr).contains(125) || calls(attr).contains(113)
                                ? -Errno.EINVAL.number()
                                : FakeKernel.PASS);
        try (BpfObject object = load(RING, "on_eventfd")) {
            assertThat(object.program("on_eventfd").spec().instructions())
                    .noneMatch(i -> i.callsHelper() && i.imm() == 125)
                    .anyMatch(i -> i.opcode() == 0xb7 && i.dst() == 0 && i.imm() == 0);
        }
    }

    private static List<Integer> calls(java.lang.foreign.MemorySegment attr) {
        int slots = FakeKernel.intAt(attr, 4);
        var code = FakeKernel.at(FakeKernel.longAt(attr, 8), slots * 8L);
        List<Integer> calls = new ArrayList<>();
        for (int i = 0; i < slots; i++) {
            long slot = FakeKernel.longAt(code, i * 8L);
            if ((slot & 0xffff) == 0x85) {
                calls.add((int) (slot >>> 32));
            }
        }
        return calls;
    }
}
