// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.ObjectSpec.KconfigExtern;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.btf.BtfType;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.Reference;
import dev.jig.object.insn.ReferenceResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The numbers of maps, externs and kernel symbols, for one program.
final class NameResolver implements ReferenceResolver {
    private static final int PSEUDO_BTF_ID = 3;
    private static final int PSEUDO_KFUNC_CALL = 2;

    private final String program;
    private final ProgramContext context;
    private final KernelSymbols symbols;
    private final Kernel kernel;

    /// Module BTFs that calls index; slot 0 stands for the kernel itself.
    private final List<Integer> descriptors = new ArrayList<>();

    NameResolver(String program, ProgramContext context, KernelSymbols symbols, Kernel kernel) {
        this.program = program;
        this.context = context;
        this.symbols = symbols;
        this.kernel = kernel;
    }

    List<Integer> descriptors() {
        return descriptors;
    }

    @Override
    public int mapDescriptor(String map) {
        BpfMap found = context.maps().get(map);
        if (found == null) {
            throw missing("map " + map + " in the object");
        }
        return found.fd();
    }

    @Override
    public int kconfigOffset(String name) {
        KconfigExtern extern = context.object().externs().get(name);
        if (extern == null) {
            throw missing("extern " + name + " in the object");
        }
        return extern.offset();
    }

    @Override
    public Instruction kernelSymbol(Instruction load, Reference.ToKernelSymbol reference) {
        Btf btf = context.object().btf();
        return switch (btf.type(reference.type())) {
            case BtfType.Function _ -> typed(load, reference, BtfKind.FUNCTION, "function ");
            case BtfType.Variable variable
                    when btf.kind(btf.strip(variable.type())) != BtfKind.VOID ->
                    typed(load, reference, BtfKind.VARIABLE, "variable ");
            default -> address(load, reference);
        };
    }

    private Instruction address(Instruction load, Reference.ToKernelSymbol reference) {
        OptionalLong address = kernel.kallsyms().address(reference.name());
        if (address.isEmpty() && !reference.weak()) {
            throw missing("symbol " + reference.name());
        }
        return load.withOperands(0, 0, address.orElse(0));
    }

    private Instruction typed(
            Instruction load, Reference.ToKernelSymbol reference, BtfKind kind, String noun) {
        Optional<KernelSymbols.Found> found = symbols.find(kind, reference.name());
        if (found.isEmpty() && !reference.weak()) {
            throw missing(noun + reference.name());
        }
        return found.map(symbol -> load.withOperands(PSEUDO_BTF_ID, 0, wide(symbol)))
                .orElse(load.withOperands(0, 0, 0));
    }

    private static long wide(KernelSymbols.Found symbol) {
        return symbol.id() | (long) symbol.moduleFd() << 32;
    }

    /// A missing weak function becomes the call that relocation uses for what does not exist: dead
    /// code if the program asks before it calls.
    @Override
    public Instruction kernelFunction(Instruction call, Reference.ToKernelFunction reference) {
        Optional<KernelSymbols.Found> found = symbols.find(BtfKind.FUNCTION, reference.name());
        if (found.isPresent()) {
            int module = index(found.get().moduleFd());
            return call.withOperands(PSEUDO_KFUNC_CALL, module, found.get().id());
        }
        if (!reference.weak()) {
            throw missing("function " + reference.name());
        }
        return call.withOperands(0, 0, VerifierLog.POISON);
    }

    private int index(int moduleFd) {
        if (moduleFd == 0) {
            return 0;
        }
        if (descriptors.isEmpty()) {
            descriptors.add(0);
        }
        int known = descriptors.indexOf(moduleFd);
        if (known > 0) {
            return known;
        }
        descriptors.add(moduleFd);
        return descriptors.size() - 1;
    }

    private UnsupportedException missing(String what) {
        return new UnsupportedException("load program " + program, what, "");
    }
}
