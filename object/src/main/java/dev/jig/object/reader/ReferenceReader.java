// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.reader;

import dev.jig.object.MalformedObjectException;
import dev.jig.object.elf.ElfRelocation;
import dev.jig.object.elf.ElfSection;
import dev.jig.object.elf.ElfSymbol;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.InstructionCodec;
import dev.jig.object.insn.Reference;
import java.util.Set;

/// Turns ELF relocations, and calls that need none, into references by name. The kind of the
/// relocation does not matter: symbol and instruction say what is meant.
final class ReferenceReader {
    private static final int PSEUDO_MAP = 1;
    private static final int PSEUDO_DATA = 2;
    private static final int PSEUDO_FUNCTION = 4;
    private static final int PSEUDO_CALL = 1;
    private static final int KERNEL_CALL = 2;

    private final ObjectFile file;
    private final FunctionTable functions;
    private final Set<String> maps;
    private final Externs externs;

    /// @param maps names of the object's maps, data sections included
    ReferenceReader(ObjectFile file, FunctionTable functions, Set<String> maps, Externs externs) {
        this.file = file;
        this.functions = functions;
        this.maps = maps;
        this.externs = externs;
    }

    /// The instruction with the reference that its relocation stands for.
    Instruction relocated(Instruction instruction, ElfRelocation relocation) {
        ElfSymbol symbol = file.symbol(relocation);
        if (!instruction.wide() && !call(instruction)) {
            throw unsupported(symbol, "from opcode 0x%x".formatted(instruction.opcode()));
        }
        if (!symbol.defined()) {
            return extern(instruction, symbol);
        }
        ElfSection target = target(symbol);
        return switch (file.role(target.index())) {
            case MAPS, LEGACY_MAPS -> map(instruction, symbol, target);
            case DATA -> data(instruction, symbol, target);
            case CODE -> function(instruction, symbol, target);
            case LICENSE, VERSION, OTHER ->
                    throw unsupported(symbol, "in section " + target.name());
        };
    }

    /// The instruction with its reference if it is a call within its own section that has no
    /// relocation.
    ///
    /// @param at byte offset of the instruction in the section
    Instruction unrelocated(Instruction instruction, ElfSection section, long at) {
        if (!call(instruction) || instruction.src() != PSEUDO_CALL) {
            return instruction;
        }
        long start = at + (instruction.imm() + 1) * InstructionCodec.SLOT;
        return instruction
                .withOperands(PSEUDO_CALL, 0, 0)
                .withReference(new Reference.ToFunction(functionAt(section, start)));
    }

    private static boolean call(Instruction instruction) {
        return instruction.opcode() == Instruction.CALL;
    }

    private ElfSection target(ElfSymbol symbol) {
        if (symbol.section() >= file.elf().sections().size()) {
            throw unsupported(symbol, "in no section");
        }
        return file.section(symbol.section());
    }

    private Instruction map(Instruction load, ElfSymbol symbol, ElfSection target) {
        if (symbol.local()) {
            throw file.malformed(
                    "map %s is static (a map must be visible outside its file)",
                    localName(target, symbol.value() + (int) load.imm()));
        }
        if (!load.wide() || load.imm() != 0 || !maps.contains(symbol.name())) {
            throw unsupported(symbol, "which is no whole map");
        }
        return load.withOperands(PSEUDO_MAP, 0, 0)
                .withReference(new Reference.ToMap(symbol.name()));
    }

    /// What is static is referred to by its place.
    private String localName(ElfSection section, long place) {
        return file.symbols(section).stream()
                .filter(symbol -> symbol.value() == place && !symbol.name().isEmpty())
                .findFirst()
                .map(ElfSymbol::name)
                .orElse(section.name());
    }

    private Instruction data(Instruction load, ElfSymbol symbol, ElfSection target) {
        long offset = symbol.value() + (int) load.imm();
        if (!load.wide() || offset < 0 || offset > target.size() || !maps.contains(target.name())) {
            throw unsupported(symbol, "at byte %d of section %s".formatted(offset, target.name()));
        }
        return load.withOperands(PSEUDO_DATA, 0, 0)
                .withReference(new Reference.ToData(target.name(), (int) offset));
    }

    private Instruction function(Instruction instruction, ElfSymbol symbol, ElfSection target) {
        if (call(instruction)) {
            long start = symbol.value() + (instruction.imm() + 1) * InstructionCodec.SLOT;
            return instruction
                    .withOperands(PSEUDO_CALL, 0, 0)
                    .withReference(new Reference.ToFunction(functionAt(target, start)));
        }
        String name = functionAt(target, symbol.value() + (int) instruction.imm());
        return instruction
                .withOperands(PSEUDO_FUNCTION, 0, 0)
                .withReference(new Reference.ToFunctionAddress(name));
    }

    private String functionAt(ElfSection section, long start) {
        return functions
                .at(section.index(), start)
                .orElseThrow(() ->
                        file.malformed(
                                "no function starts at byte %d of section %s",
                                start, section.name()));
    }

    private Instruction extern(Instruction instruction, ElfSymbol symbol) {
        return externs.named(symbol.name())
                .map(extern -> extern(instruction, symbol, extern))
                .orElseGet(() -> undeclared(instruction, symbol));
    }

    private Instruction extern(Instruction instruction, ElfSymbol symbol, Externs.Extern extern) {
        if (call(instruction)) {
            if (!extern.function()) {
                throw unsupported(symbol, "which is no function");
            }
            Reference reference =
                    new Reference.ToKernelFunction(symbol.name(), extern.type(), symbol.weak());
            return instruction.withOperands(KERNEL_CALL, 0, 0).withReference(reference);
        }
        if (extern.kconfig()) {
            return instruction
                    .withOperands(PSEUDO_DATA, 0, 0)
                    .withReference(new Reference.ToKconfig(symbol.name()));
        }
        Reference reference =
                new Reference.ToKernelSymbol(symbol.name(), extern.type(), symbol.weak());
        return instruction.withOperands(0, 0, 0).withReference(reference);
    }

    /// A call of a function that is not there is an error only if it is still missing when the
    /// program is encoded: somebody may add it.
    private Instruction undeclared(Instruction instruction, ElfSymbol symbol) {
        if (!call(instruction)) {
            throw file.malformed(
                    "symbol %s is neither defined nor declared with __kconfig or __ksym",
                    symbol.name());
        }
        return instruction
                .withOperands(PSEUDO_CALL, 0, 0)
                .withReference(new Reference.ToFunction(symbol.name()));
    }

    private MalformedObjectException unsupported(ElfSymbol symbol, String what) {
        return file.malformed("a reference to %s %s is not supported", file.label(symbol), what);
    }
}
