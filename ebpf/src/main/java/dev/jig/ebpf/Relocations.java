// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.ProgramSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfType;
import dev.jig.object.core.CoreRelocator;
import dev.jig.object.core.CoreTargets;
import dev.jig.object.insn.CoreKind;
import dev.jig.object.insn.CoreRecord;
import dev.jig.object.insn.Instruction;
import java.util.ArrayList;
import java.util.List;

/// Corrects programs for the kernel's types. The kernel's BTF is read only if a program has a
/// relocation.
final class Relocations {
    private static final String RING_BUFFER = "BPF_MAP_TYPE_RINGBUF";
    private static final String RING_BUFFER_HELPER = "BPF_FUNC_ringbuf_";

    private final Btf local;
    private final boolean perfBuffers;
    private final Lazy<CoreRelocator> relocator;

    /// @param perfBuffers whether programs are to see a kernel without ring buffers
    Relocations(Btf local, Kernel kernel, LoadOptions options, boolean perfBuffers) {
        this.local = local;
        this.perfBuffers = perfBuffers;
        this.relocator = new Lazy<>(() -> new CoreRelocator(local, targets(kernel, options)));
    }

    private static CoreTargets targets(Kernel kernel, LoadOptions options) {
        Btf override = options.kernelBtf();
        CoreTargets running = override == null ? kernel.coreTargets() : CoreTargets.of(override);
        List<Btf> extra = new ArrayList<>(running.extra());
        extra.addAll(options.extraBtf());
        return new CoreTargets(running.kernel(), running.modules(), extra);
    }

    ProgramSpec apply(ProgramSpec program) {
        ProgramSpec prepared = perfBuffers ? withoutRingBuffers(program) : program;
        boolean relocations =
                prepared.instructions().stream().anyMatch(i -> i.relocation() != null);
        return relocations ? relocator.get().relocate(prepared) : prepared;
    }

    private ProgramSpec withoutRingBuffers(ProgramSpec program) {
        return program.withInstructions(
                program.instructions().stream()
                        .map(i -> asksForRingBuffer(i.relocation()) ? no(i) : i)
                        .toList());
    }

    private boolean asksForRingBuffer(@org.jspecify.annotations.Nullable CoreRecord record) {
        if (record == null || record.kind() != CoreKind.ENUMERATOR_EXISTS) {
            return false;
        }
        return local.type(local.strip(record.rootType())) instanceof BtfType.Enumeration asked
                && isRingBuffer(name(asked, record.access()));
    }

    private static boolean isRingBuffer(String enumerator) {
        return enumerator.equals(RING_BUFFER) || enumerator.startsWith(RING_BUFFER_HELPER);
    }

    private static String name(BtfType.Enumeration enumeration, String access) {
        int index = Integer.parseInt(access);
        List<BtfType.Enumerator> enumerators = enumeration.enumerators();
        return index < enumerators.size() ? enumerators.get(index).name() : "";
    }

    private static Instruction no(Instruction instruction) {
        return new Instruction(
                instruction.opcode(),
                instruction.dst(),
                instruction.src(),
                instruction.offset(),
                0,
                instruction.function(),
                instruction.line(),
                instruction.reference(),
                null,
                instruction.note());
    }
}
