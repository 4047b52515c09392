// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.ebpf.sys.BatchCall;
import dev.jig.ebpf.sys.Bpf;
import dev.jig.ebpf.sys.BpfCommand;
import dev.jig.ebpf.sys.LinkCreation;
import dev.jig.ebpf.sys.MapCreation;
import dev.jig.ebpf.sys.PerfEventAttr;
import dev.jig.ebpf.sys.ProgramLoad;
import dev.jig.ebpf.sys.TestRunCall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every call puts every field where the C headers have it, and nothing anywhere else.
class BpfAttributesTest {
    private final FakeKernel fake = new FakeKernel();
    private final Bpf bpf = new Bpf(fake);
    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void free() {
        arena.close();
    }

    private void assertCalled(String... calls) {
        assertThat(fake.log()).isEqualTo(List.of(calls));
    }

    @Test
    void mapCreation() {
        bpf.createMap(new MapCreation(13, 4, 8, 100, 0x5, 6, 1, "a_rather_long_name", 7, 8, 9, 10));
        assertCalled(
                "MAP_CREATE map_type=13 key_size=4 value_size=8 max_entries=100 map_flags=5"
                        + " inner_map_fd=6 numa_node=1 map_name=a_rather_long_n btf_fd=7"
                        + " btf_key_type_id=8 btf_value_type_id=9 map_extra=10");
    }

    @Test
    void mapElements() {
        bpf.lookup(3, 16, 32);
        bpf.update(3, 16, 32, 2);
        bpf.delete(3, 16);
        bpf.nextKey(3, 16, 32);
        bpf.lookupAndDelete(3, 16, 32);
        bpf.freeze(3);
        assertCalled(
                "MAP_LOOKUP map_fd=3 key=* value=*",
                "MAP_UPDATE map_fd=3 key=* value=* flags=2",
                "MAP_DELETE map_fd=3 key=*",
                "MAP_NEXT_KEY map_fd=3 key=* value=*",
                "MAP_LOOKUP_AND_DELETE map_fd=3 key=* value=*",
                "MAP_FREEZE map_fd=3");
    }

    @Test
    void batches() {
        fake.on(
                BpfCommand.MAP_LOOKUP_BATCH,
                (_, attr) -> {
                    attr.set(java.lang.foreign.ValueLayout.JAVA_INT, 32, 17);
                    return -Errno.ENOENT.number();
                });
        Bpf.BatchAnswer answer =
                bpf.batch(BpfCommand.MAP_LOOKUP_BATCH, new BatchCall(3, 8, 16, 24, 32, 99));
        assertThat(answer).isEqualTo(new Bpf.BatchAnswer(-Errno.ENOENT.number(), 17));
        assertCalled("MAP_LOOKUP_BATCH in_batch=* out_batch=* keys=* values=* count=99 map_fd=3");
    }

    private ProgramLoad load() {
        MemorySegment code = Code.trivial().allocate(arena);
        return new ProgramLoad(
                5,
                "name",
                code,
                arena.allocate(4),
                0x10,
                0x050a00,
                24,
                6,
                arena.allocate(16, 8),
                arena.allocate(48, 8),
                77,
                8,
                arena.allocate(8, 4),
                0,
                MemorySegment.NULL);
    }

    @Test
    void programLoad() {
        bpf.loadProgram(load());
        bpf.loadProgram(load().withLog(2, arena.allocate(1024)));
        String fields =
                " license=*%s kern_version=330240 prog_flags=16 prog_name=name"
                        + " expected_attach_type=24 prog_btf_fd=6 func_info_rec_size=8 func_info=*"
                        + " func_info_cnt=2 line_info_rec_size=16 line_info=* line_info_cnt=3"
                        + " attach_btf_id=77 attach_prog_fd=8 fd_array=*";
        assertCalled(
                "PROGRAM_LOAD prog_type=5 insn_cnt=2 insns=*" + fields.formatted(""),
                "PROGRAM_LOAD prog_type=5 insn_cnt=2 insns=*"
                        + fields.formatted(" log_level=2 log_size=1024 log_buf=*"));
    }

    @Test
    void programWithoutTypes() {
        bpf.loadProgram(ProgramLoad.plain(1, Code.trivial().allocate(arena), arena.allocate(4)));
        assertCalled("PROGRAM_LOAD prog_type=1 insn_cnt=2 insns=* license=*");
    }

    @Test
    void functionInformationProbe() {
        bpf.loadWithFunctionInfo(load());
        assertCalled(
                "PROGRAM_LOAD prog_type=5 insn_cnt=2 insns=* license=* prog_btf_fd=-1"
                        + " func_info_rec_size=8 func_info_cnt=1");
    }

    @Test
    void verifierIsAskedAgainFiveTimesAtMost() {
        fake.refuse(BpfCommand.PROGRAM_LOAD, Errno.EAGAIN);
        assertThat(bpf.loadProgram(load()).status()).isEqualTo(-Errno.EAGAIN.number());
        assertThat(fake.log()).hasSize(5);
    }

    @Test
    void types() {
        bpf.loadBtf(arena.allocate(24), 0, MemorySegment.NULL);
        bpf.loadBtf(arena.allocate(24), 1, arena.allocate(64));
        assertCalled(
                "BTF_LOAD btf=* btf_size=24",
                "BTF_LOAD btf=* btf_log_buf=* btf_size=24 btf_log_size=64 btf_log_level=1");
    }

    @Test
    void testRuns() {
        bpf.testRun(
                new TestRunCall(
                        3,
                        arena.allocate(14),
                        arena.allocate(270),
                        arena.allocate(8),
                        arena.allocate(9),
                        2));
        assertCalled(
                "PROGRAM_TEST_RUN prog_fd=3 data_size_in=14 data_size_out=270 data_in=*"
                        + " data_out=* repeat=2 ctx_size_in=8 ctx_size_out=9 ctx_in=* ctx_out=*");
    }

    @Test
    void links() {
        bpf.openRawTracepoint(arena.allocateFrom("sys_enter"), 3);
        bpf.openRawTracepoint(MemorySegment.NULL, 3);
        bpf.createLink(new LinkCreation(3, 4, LinkCreation.PERF_EVENT));
        bpf.createMultiLink(3, 1, 4096);
        bpf.createIteratorLink(3, MemorySegment.ofAddress(4096).reinterpret(4));
        bpf.createIterator(5);
        assertCalled(
                "RAW_TRACEPOINT_OPEN name=* prog_fd=3",
                "RAW_TRACEPOINT_OPEN prog_fd=3",
                "LINK_CREATE prog_fd=3 target_fd=4 attach_type=41",
                // iter_info_len is where syms is, in another member of the union
                "LINK_CREATE prog_fd=3 attach_type=42 iter_info_len=4096 cnt=1",
                // target_btf_id is where iter_info is
                "LINK_CREATE prog_fd=3 attach_type=28 target_btf_id=4096 iter_info_len=4",
                "ITERATOR_CREATE link_fd=5");
    }

    @Test
    void namesAndIds() {
        bpf.pin(3, "/sys/fs/bpf/x");
        bpf.openPinned("/sys/fs/bpf/x");
        bpf.nextId(BpfCommand.BTF_NEXT_ID, 5);
        bpf.ofId(BpfCommand.BTF_OF_ID, 6);
        bpf.info(3, arena.allocate(80));
        assertCalled(
                "PIN pathname=* bpf_fd=3",
                "OPEN_PINNED pathname=*",
                "BTF_NEXT_ID start_id=5",
                "BTF_OF_ID start_id=6",
                "OBJECT_INFO bpf_fd=3 info_len=80 info=*");
    }

    @Test
    void perfEvents() {
        PerfEventAttr.tracepoint(77).open(fake, -1, 0);
        PerfEventAttr.cpuClock(999).open(fake, -1, 3);
        PerfEventAttr.bpfOutput().open(fake, -1, 1);
        PerfEventAttr.probe(8, 1, 4096, 16).open(fake, 42, -1);
        assertCalled(
                "perf_event_open pid=-1 cpu=0 type=2 size=128 config=77 sample_period=1"
                        + " sample_type=1024 wakeup_events=1",
                "perf_event_open pid=-1 cpu=3 type=1 size=128 sample_period=999 freq=1",
                "perf_event_open pid=-1 cpu=1 type=1 size=128 config=10 sample_period=1"
                        + " sample_type=1024 watermark=1 wakeup_events=1",
                "perf_event_open pid=42 cpu=-1 type=8 size=128 config=1 bp_addr=4096 bp_len=16");
    }

    @Test
    void structuresTheKernelFills() {
        assertThat(KernelLayouts.offset("bpf_map_info", "max_entries")).isEqualTo(16);
        assertThat(KernelLayouts.offset("bpf_map_info", "name")).isEqualTo(24);
        assertThat(KernelLayouts.offset("bpf_btf_info", "name")).isEqualTo(16);
        assertThat(KernelLayouts.offset("bpf_btf_info", "kernel_btf")).isEqualTo(28);
        assertThat(KernelLayouts.offset("perf_event_mmap_page", "data_head")).isEqualTo(1024);
        assertThat(KernelLayouts.offset("perf_event_mmap_page", "data_tail")).isEqualTo(1032);
    }
}
