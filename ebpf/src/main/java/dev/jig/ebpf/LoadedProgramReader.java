// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.Bpf;
import dev.jig.ebpf.sys.BpfCommand;
import dev.jig.object.Bytes;
import dev.jig.object.JigException;
import dev.jig.object.btf.Btf;
import dev.jig.object.insn.FunctionStart;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.InstructionCodec;
import dev.jig.object.insn.Reference;
import dev.jig.object.insn.SourceLine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Puts names in place of what the kernel says of a loaded program. Not safe for use by several
/// threads.
final class LoadedProgramReader {
    private static final int MAP = 1;
    private static final int MAP_VALUE = 2;
    private static final int CALL_FUNCTION = 1;
    private static final int CALL_KERNEL = 2;

    private final Kernel kernel;
    private final OpenProgram.Facts facts;
    private final Map<Integer, FunctionStart> functions = new TreeMap<>();
    private final Map<Integer, SourceLine> lines = new TreeMap<>();
    private final Map<Integer, String> maps = new HashMap<>();
    private final Lazy<OptionalLong> callBase;

    LoadedProgramReader(Kernel kernel, OpenProgram.Facts facts) {
        this.kernel = kernel;
        this.facts = facts;
        this.callBase = new Lazy<>(this::findCallBase);
        readTypes();
    }

    LoadedProgram read() {
        return new LoadedProgram(
                facts.id(), facts.name(), facts.type(), facts.tag(), instructions(), machineCode());
    }

    private void readTypes() {
        if (facts.btf() == 0) {
            return;
        }
        Btf btf = LoadedTypes.read(kernel, facts.btf());
        List<Integer> starts = facts.functions();
        for (int i = 0; i + 1 < starts.size(); i += 2) {
            int type = starts.get(i + 1);
            functions.put(starts.get(i), new FunctionStart(btf.name(type), type));
        }
        List<Integer> records = facts.lines();
        for (int i = 0; i + 3 < records.size(); i += 4) {
            lines.put(records.get(i), line(btf, records.subList(i, i + 4)));
        }
    }

    private static SourceLine line(Btf btf, List<Integer> record) {
        int file = record.get(1);
        int text = record.get(2);
        int place = record.get(3);
        return new SourceLine(
                btf.string(file), btf.string(text), place >>> 10, place & 0x3ff, file, text);
    }

    private List<Instruction> instructions() {
        byte[] bytes = facts.instructions().toArray();
        ByteBuffer code = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        List<Instruction> named = new ArrayList<>();
        int slot = 0;
        for (Instruction instruction : InstructionCodec.decode(code)) {
            named.add(noted(instruction, slot));
            slot += instruction.slots();
        }
        return named;
    }

    private Instruction noted(Instruction instruction, int slot) {
        return new Instruction(
                instruction.opcode(),
                instruction.dst(),
                instruction.src(),
                instruction.offset(),
                instruction.imm(),
                functions.get(slot),
                lines.get(slot),
                reference(instruction, slot),
                null,
                null);
    }

    private @Nullable Reference reference(Instruction instruction, int slot) {
        long imm = instruction.imm();
        if (instruction.wide()) {
            return switch (instruction.src()) {
                case MAP -> new Reference.ToMap(map((int) imm));
                case MAP_VALUE -> new Reference.ToData(map((int) imm), (int) (imm >>> 32));
                default -> null;
            };
        }
        if (instruction.opcode() != Instruction.CALL) {
            return null;
        }
        return switch (instruction.src()) {
            case CALL_FUNCTION -> function(instruction, slot);
            case CALL_KERNEL -> null;
            default -> helper(imm);
        };
    }

    /// The kernel gives the id of the map in place of its descriptor.
    private String map(int id) {
        return maps.computeIfAbsent(id, this::findMap);
    }

    private String findMap(int id) {
        Bpf bpf = kernel.host().bpf();
        long fd = bpf.ofId(BpfCommand.MAP_OF_ID, id);
        if (fd < 0) {
            return "#" + id;
        }
        try {
            String name = MapInfo.of(bpf, (int) fd, "#" + id).name();
            return name.isEmpty() ? "#" + id : name;
        } finally {
            kernel.host().descriptors().close((int) fd);
        }
    }

    /// Where a program is compiled, the constant of a call is the function's index in place of its
    /// distance (`bpf_insn_prepare_dump` leaves it).
    private @Nullable Reference function(Instruction call, int slot) {
        FunctionStart byDistance = functions.get(slot + 1 + (int) call.imm());
        if (byDistance != null) {
            return new Reference.ToFunction(byDistance.name());
        }
        List<FunctionStart> all = List.copyOf(functions.values());
        int index = (int) call.imm();
        return index >= 0 && index < all.size()
                ? new Reference.ToFunction(all.get(index).name())
                : null;
    }

    /// Helpers are called by their distance from a function of the kernel.
    private @Nullable Reference helper(long distance) {
        OptionalLong base = callBase.get();
        if (base.isEmpty() || distance == 0) {
            return null;
        }
        long address = base.getAsLong() + distance;
        return kernel.kallsyms()
                .at(address)
                .map(symbol -> new Reference.ToFunction(symbol.name()))
                .orElse(null);
    }

    private OptionalLong findCallBase() {
        try {
            return kernel.kallsyms().address("__bpf_call_base");
        } catch (JigException hidden) {
            return OptionalLong.empty();
        }
    }

    private List<LoadedProgram.MachineCode> machineCode() {
        List<LoadedProgram.MachineCode> all = new ArrayList<>();
        List<FunctionStart> names = List.copyOf(functions.values());
        byte[] code = facts.machineCode().toArray();
        int at = 0;
        for (int i = 0; i < facts.lengths().size(); i++) {
            int length = Math.clamp(facts.lengths().get(i), 0, code.length - at);
            String name = i < names.size() ? names.get(i).name() : facts.name();
            long address = i < facts.addresses().size() ? facts.addresses().get(i) : 0;
            ByteBuffer part = ByteBuffer.wrap(code, at, length);
            all.add(
                    new LoadedProgram.MachineCode(
                            name, address, Bytes.copyOf(part), lines(address, length)));
            at += length;
        }
        return code.length == 0 ? List.of() : all;
    }

    private List<LoadedProgram.Line> lines(long start, int length) {
        List<LoadedProgram.Line> found = new ArrayList<>();
        List<SourceLine> sources = List.copyOf(lines.values());
        int known = Math.min(sources.size(), facts.lineAddresses().size());
        for (int i = 0; i < known && start != 0; i++) {
            long offset = facts.lineAddresses().get(i) - start;
            if (offset >= 0 && offset < length) {
                found.add(new LoadedProgram.Line((int) offset, sources.get(i)));
            }
        }
        return found;
    }
}
