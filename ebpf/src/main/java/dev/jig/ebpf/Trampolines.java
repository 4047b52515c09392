// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.KernelTypes.ModuleTypes;
import dev.jig.ebpf.sys.ProgramLoad;
import dev.jig.object.MapSpec;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramKind;
import dev.jig.object.ProgramSpec;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfKind;
import dev.jig.object.insn.Reference;
import dev.jig.object.trampoline.FunctionSignature;
import dev.jig.object.trampoline.NotConvertibleException;
import dev.jig.object.trampoline.RegisterLayout;
import dev.jig.object.trampoline.TrampolineConversion;
import java.lang.foreign.Arena;
import java.util.Optional;

/// Makes kprobe programs those of trampolines where that is wanted and possible.
final class Trampolines {
    private final Kernel kernel;
    private final ObjectSpec object;
    private final ProbeChoice choice;

    Trampolines(Kernel kernel, ObjectSpec object, ProbeChoice choice) {
        this.kernel = kernel;
        this.object = object;
        this.choice = choice;
    }

    boolean wantedFor(ProgramSpec program) {
        return choice != ProbeChoice.KPROBE && TrampolineConversion.concerns(program.kind());
    }

    /// Whether a kprobe is no way out.
    boolean forced() {
        return choice == ProbeChoice.TRAMPOLINE;
    }

    /// Whether a policy of this system forbids them. Type 1 of the kernel's BTF is no function, so
    /// that nothing is loaded where none does; a conversion that is refused takes longer than this.
    boolean forbidden() {
        try (Arena arena = Arena.ofConfined()) {
            ProgramLoad load =
                    ProgramProbes.program(arena, ProgramKind.FENTRY, Code.trivial())
                            .attaching(ProgramKind.FENTRY.attachType(), 1);
            return Errno.of(-kernel.host().bpf().loadProgram(load).status()) == Errno.EPERM;
        }
    }

    /// @param program corrected for this kernel
    /// @throws NotConvertibleException if that cannot be done, with the reason
    ProgramSpec convert(ProgramSpec program, KernelSymbols symbols) {
        requireAlone(program);
        FunctionSignature signature = signature(program.target(), symbols);
        TrampolineConversion.Result result =
                TrampolineConversion.convert(program, signature, registers());
        if (!forced()) {
            result.maps().forEach(map -> requireUndisturbed(program, map));
        }
        return result.program();
    }

    /// Programs in a program array have to be of one kind.
    private void requireAlone(ProgramSpec program) {
        boolean inArray =
                object.maps().values().stream()
                        .flatMap(map -> map.slots().stream())
                        .anyMatch(slot -> slot.target().equals(program.name()));
        if (inArray) {
            throw new NotConvertibleException("it is in a program array");
        }
    }

    private FunctionSignature signature(String function, KernelSymbols symbols) {
        Optional<KernelSymbols.Found> found = symbols.find(BtfKind.FUNCTION, function);
        if (found.isEmpty()) {
            throw new NotConvertibleException("the kernel's types do not have the function");
        }
        if (found.get().module().isEmpty() && symbols.functions(function) > 1) {
            throw new NotConvertibleException("the kernel has several functions of that name");
        }
        return FunctionSignature.of(types(found.get().module()), found.get().id());
    }

    private Btf types(String module) {
        return kernel.types().module(module).map(ModuleTypes::btf).orElseGet(kernel::btf);
    }

    private RegisterLayout registers() {
        return switch (kernel.host().syscalls().architecture()) {
            case X86_64 -> RegisterLayout.X86_64;
            case ARM64 -> RegisterLayout.AARCH64;
        };
    }

    /// Kprobes shut each other out on a CPU, so that programs may share per-CPU memory. Trampolines
    /// do not.
    private void requireUndisturbed(ProgramSpec program, String name) {
        MapSpec map = object.maps().get(name);
        boolean shared =
                map != null
                        && map.type().perCpu()
                        && object.programs().values().stream()
                                .filter(other -> !other.name().equals(program.name()))
                                .anyMatch(other -> uses(other, name));
        if (shared) {
            throw new NotConvertibleException(
                    "it shares per-CPU map " + name + " with other programs");
        }
    }

    private static boolean uses(ProgramSpec program, String map) {
        return program.instructions().stream()
                .anyMatch(i -> i.reference() instanceof Reference.ToMap(String n) && n.equals(map));
    }
}
