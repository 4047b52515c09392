// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.ebpf.sys.BpfCommand;
import dev.jig.object.Bytes;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramKind;
import dev.jig.object.ProgramSpec;
import dev.jig.object.btf.BtfBuilder;
import dev.jig.object.btf.BtfType;
import dev.jig.object.btf.BtfType.Linkage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How names of the kernel and of its modules become numbers in programs.
class KernelNamesTest {
    private static final ObjectSpec EXTERNS = Objects.read("externs");

    private static final int VARIABLE = 2;
    private static final int LOCK = 4;
    private static final int MODULE_FUNCTION = 7;
    private static final int MODULE_ID = 44;

    private final FakeKernel fake = new FakeKernel();
    private final List<long[]> programs = new ArrayList<>();
    private final List<String> loads = new ArrayList<>();

    @BeforeEach
    void kernelWithOneModule() {
        Bytes kernel = kernelTypes();
        fake.file("/sys/kernel/btf/vmlinux", kernel.toArray())
                .file("/sys/kernel/btf/mod", moduleTypes(kernel))
                .file("/proc/kallsyms", "ffffffff81000000 T vfs_read\n")
                .file("/boot/config-6.12.5-test", "CONFIG_BPF=y\n");
        fake.on(BpfCommand.BTF_NEXT_ID, FakeModules::next);
        fake.on(BpfCommand.OBJECT_INFO, FakeModules::info);
        fake.on(BpfCommand.PROGRAM_LOAD, this::note);
    }

    private static Bytes kernelTypes() {
        BtfBuilder builder = new BtfBuilder(ByteOrder.nativeOrder());
        builder.add(new BtfType.Int("int", 4, 32, 0, true, false, false));
        builder.add(new BtfType.Variable("runqueues", 1, Linkage.GLOBAL));
        builder.add(new BtfType.Prototype(0, List.of()));
        builder.add(new BtfType.Function("bpf_rcu_read_lock", 3, Linkage.STATIC));
        builder.add(new BtfType.Function("bpf_rcu_read_unlock", 3, Linkage.STATIC));
        builder.add(new BtfType.Typedef("btf_trace_sys_enter", 1));
        return builder.build();
    }

    /// Split BTF with one function: ids and string offsets go on where the kernel's end.
    private static byte[] moduleTypes(Bytes kernel) {
        int kernelStrings = kernel.buffer(ByteOrder.nativeOrder()).getInt(20);
        byte[] strings = "\0bpf_jig_no_such_function\0".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(24 + 12 + strings.length)
                .order(ByteOrder.nativeOrder())
                .putShort((short) 0xeb9f)
                .put((byte) 1)
                .put((byte) 0)
                .putInt(24)
                .putInt(0)
                .putInt(12)
                .putInt(12)
                .putInt(strings.length)
                .putInt(kernelStrings + 1)
                .putInt(12 << 24)
                .putInt(3)
                .put(strings)
                .array();
    }

    /// The BTF objects the kernel knows: its own, and that of the module.
    private static final class FakeModules {
        static long next(long[] arguments, MemorySegment attr) {
            int id = FakeKernel.intAt(attr, 0);
            if (id >= MODULE_ID) {
                return -Errno.ENOENT.number();
            }
            attr.set(ValueLayout.JAVA_INT, 4, id == 0 ? 1 : MODULE_ID);
            return 0;
        }

        static long info(long[] arguments, MemorySegment attr) {
            MemorySegment info = FakeKernel.at(FakeKernel.longAt(attr, 8), 32);
            boolean first = FakeKernel.intAt(attr, 0) % 2 == 0;
            info.set(ValueLayout.JAVA_INT, 28, 1);
            FakeKernel.at(FakeKernel.longAt(info, 16), 64).setString(0, first ? "vmlinux" : "mod");
            return 0;
        }
    }

    private long note(long[] arguments, MemorySegment attr) {
        int slots = FakeKernel.intAt(attr, 4);
        programs.add(
                FakeKernel.at(FakeKernel.longAt(attr, 8), slots * 8L)
                        .toArray(ValueLayout.JAVA_LONG));
        loads.add(fake.log("PROGRAM_LOAD").getLast());
        return FakeKernel.PASS;
    }

    private void load(String program) {
        ObjectSpec spec = EXTERNS;
        for (String name : Set.copyOf(EXTERNS.programs().keySet())) {
            spec = name.equals(program) ? spec : spec.withoutProgram(name);
        }
        ProgramSpec wanted = spec.program(program);
        ProgramSpec loaded =
                new ProgramSpec(
                        wanted.name(),
                        wanted.section(),
                        wanted.kind(),
                        wanted.target(),
                        true,
                        wanted.license(),
                        wanted.instructions());
        spec = spec.withProgram(loaded);
        ObjectSpec withoutKconfig =
                new ObjectSpec(
                        spec.order(),
                        spec.license(),
                        spec.btf(),
                        spec.maps(),
                        spec.programs(),
                        spec.variables(),
                        java.util.Map.of(),
                        spec.sections());
        BpfObject.load(withoutKconfig, fake.kernel(), LoadOptions.defaults()).close();
        assertThat(fake.open()).isEmpty();
    }

    private static List<String> wideLoads(long[] code, int source) {
        List<String> loads = new ArrayList<>();
        for (int i = 0; i < code.length; i++) {
            if ((code[i] & 0xff) == 0x18 && (code[i] >> 12 & 0xf) == source) {
                loads.add((code[i] >>> 32) + " " + (code[i + 1] >>> 32));
            }
        }
        return loads;
    }

    @Test
    void variableByItsType() {
        load("read_variable");
        assertThat(wideLoads(programs.getLast(), 3)).containsExactly(VARIABLE + " 0");
    }

    @Test
    void functionsOfKernelAndModule() {
        load("call_functions");
        List<String> calls = new ArrayList<>();
        for (long slot : programs.getLast()) {
            if ((slot & 0xff) == 0x85 && (slot >> 12 & 0xf) == 2) {
                calls.add((slot >>> 32) + " in " + (short) (slot >> 16));
            }
        }
        assertThat(calls)
                .containsExactly(LOCK + " in 0", LOCK + 1 + " in 0", MODULE_FUNCTION + " in 1");
        assertThat(wideLoads(programs.getLast(), 3)).hasSize(1);
        assertThat(loads.getLast()).contains("attach_btf_id=6").contains("fd_array=*");
    }

    @Test
    void attachPointInAModule() {
        ProgramSpec program =
                EXTERNS.program("call_functions")
                        .withKind(ProgramKind.FENTRY)
                        .withTarget("bpf_jig_no_such_function");
        KernelSymbols symbols = new KernelSymbols(fake.kernel());
        KernelSymbols.Found found = AttachPoint.find(program, symbols).orElseThrow();
        assertThat(found.id()).isEqualTo(MODULE_FUNCTION);
        assertThat(found.module()).isEqualTo("mod");
        assertThat(fake.open()).containsExactly(found.moduleFd());
        symbols.close();
        assertThat(fake.open()).isEmpty();
    }

    @Test
    void functionsOfTheSameName() {
        BtfBuilder builder = new BtfBuilder(ByteOrder.nativeOrder());
        builder.add(new BtfType.Prototype(0, List.of()));
        builder.add(new BtfType.Function("twice", 1, Linkage.STATIC));
        builder.add(new BtfType.Function("twice", 1, Linkage.STATIC));
        fake.file("/sys/kernel/btf/vmlinux", builder.build().toArray());
        ProgramSpec program =
                EXTERNS.program("call_functions").withKind(ProgramKind.FEXIT).withTarget("twice");
        assertThatThrownBy(() -> AttachPoint.find(program, new KernelSymbols(fake.kernel())))
                .hasMessage("load program call_functions: the kernel has 2 functions named twice");
    }

    @Test
    void missingSymbolIsNamed() {
        fake.file("/proc/kallsyms", "ffffffff81000000 T other\n");
        assertThatThrownBy(() -> load("read_externs"))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageStartingWith("load program read_externs: this kernel has no ");
        assertThat(fake.open()).isEmpty();
    }
}
