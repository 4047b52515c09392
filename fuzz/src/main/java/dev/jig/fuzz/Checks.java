// SPDX-License-Identifier: Apache-2.0
package dev.jig.fuzz;

import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfSanitizer;
import dev.jig.object.btf.BtfSupport;
import dev.jig.object.core.CoreRelocationException;
import dev.jig.object.core.CoreRelocator;
import dev.jig.object.core.CoreTargets;
import dev.jig.object.insn.Disassembler;
import dev.jig.object.insn.EncodedProgram;
import dev.jig.object.insn.Instruction;
import dev.jig.object.insn.ProgramEncoder;
import dev.jig.object.insn.Reference;
import dev.jig.object.insn.ReferenceResolver;
import java.util.Set;

/// What one does with a value once it was read.
final class Checks {
    private static final ReferenceResolver ZEROS =
            new ReferenceResolver() {
                @Override
                public int mapDescriptor(String map) {
                    return 0;
                }

                @Override
                public int kconfigOffset(String name) {
                    return 0;
                }

                @Override
                public Instruction kernelSymbol(
                        Instruction load, Reference.ToKernelSymbol reference) {
                    return load;
                }

                @Override
                public Instruction kernelFunction(
                        Instruction call, Reference.ToKernelFunction reference) {
                    return call;
                }
            };

    private Checks() {}

    static void use(ObjectSpec object) {
        CoreRelocator relocator = new CoreRelocator(object.btf(), CoreTargets.of(object.btf()));
        for (ProgramSpec program : object.programs().values()) {
            relocate(relocator, program);
            Disassembler.listing(program.instructions());
            EncodedProgram encoded =
                    ProgramEncoder.encode(program.instructions(), object.order(), ZEROS);
            require(encoded.slots() == program.slots(), "a program changed its length");
        }
        object.variables().keySet().forEach(object::value);
        use(object.btf());
    }

    private static void relocate(CoreRelocator relocator, ProgramSpec program) {
        try {
            relocator.relocate(program);
        } catch (CoreRelocationException e) {
            require(!e.getMessage().contains("\n"), "a message has two lines");
        }
    }

    static void use(Btf btf) {
        for (int id = 0; id < btf.typeCount(); id++) {
            String name = btf.type(id).name();
            require(name.isEmpty() || name.equals(btf.name(id)), "a type has two names");
        }
        btf.named("task");
        btf.essentiallyNamed("task");
        BtfSanitizer.sanitize(btf, Set.of());
        BtfSanitizer.sanitize(btf, BtfSupport.all());
    }

    static void require(boolean condition, String fact) {
        if (!condition) {
            throw new AssertionError(fact);
        }
    }
}
