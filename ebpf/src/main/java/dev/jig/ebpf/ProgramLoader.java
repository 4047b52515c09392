// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.jig.ebpf.sys.CStrings;
import dev.jig.ebpf.sys.ProgramLoad;
import dev.jig.object.Bytes;
import dev.jig.object.JigException;
import dev.jig.object.ProgramKind;
import dev.jig.object.ProgramSpec;
import dev.jig.object.insn.EncodedProgram;
import dev.jig.object.insn.ProgramEncoder;
import dev.jig.object.trampoline.NotConvertibleException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Brings one program after another into the kernel: corrects it for this kernel, puts numbers for
/// names, encodes and loads it.
final class ProgramLoader {
    private static final String FORBIDDEN = "a policy of this system forbids trampolines";

    private final Kernel kernel;
    private final ProgramContext context;
    private final Relocations relocations;
    private final HelperSubstitution helpers;
    private final Trampolines trampolines;

    /// Why none of them can be, `""` if some may; asked once.
    private @Nullable String noTrampolines;

    ProgramLoader(Kernel kernel, ProgramContext context, LoadOptions options, boolean perfBuffers) {
        this.kernel = kernel;
        this.context = context;
        this.relocations = new Relocations(context.object().btf(), kernel, options, perfBuffers);
        this.helpers = new HelperSubstitution(kernel.features());
        this.trampolines = new Trampolines(kernel, context.object(), options.probe());
    }

    /// @throws VerifierException if the verifier refuses
    /// @throws UnsupportedException if this kernel lacks something the program needs
    /// @throws KernelException if the kernel refuses for another reason
    Program load(ProgramSpec program, int logLevel) {
        if (program.kind() == ProgramKind.UNSPECIFIED) {
            throw new KernelException(
                    "load program %s: the section name %s stands for no program type"
                            .formatted(program.name(), program.section()),
                    Errno.EINVAL,
                    null);
        }
        ProgramSpec corrected = helpers.apply(relocations.apply(program));
        if (trampolines.wantedFor(program)) {
            return preferTrampoline(corrected, logLevel);
        }
        try (KernelSymbols symbols = new KernelSymbols(kernel)) {
            return load(corrected, symbols, logLevel);
        }
    }

    private Program preferTrampoline(ProgramSpec program, int logLevel) {
        try (KernelSymbols symbols = new KernelSymbols(kernel)) {
            requireTrampolines();
            ProgramSpec converted = trampolines.convert(program, symbols);
            return load(converted, symbols, logLevel).madeOf(program);
        } catch (NotConvertibleException
                | VerifierException
                | UnsupportedException
                | KernelException refusal) {
            String reason = reason(refusal);
            if (refusal instanceof PermissionException) {
                noTrampolines = reason;
            }
            if (trampolines.forced()) {
                throw new TrampolineException(program.name(), program.target(), reason, refusal);
            }
            return asKprobe(program, logLevel, reason);
        }
    }

    private void requireTrampolines() {
        if (noTrampolines == null) {
            noTrampolines = trampolines.forbidden() ? FORBIDDEN : "";
        }
        if (!noTrampolines.isEmpty()) {
            throw new NotConvertibleException(noTrampolines);
        }
    }

    private static String reason(JigException refusal) {
        return switch (refusal) {
            case VerifierException verifier -> verifier.summary();
            case PermissionException _ -> FORBIDDEN;
            default -> String.valueOf(refusal.getMessage());
        };
    }

    /// Loads a program that is corrected for this kernel already.
    ///
    /// @param reason why it is not for a trampoline
    Program asKprobe(ProgramSpec program, int logLevel, String reason) {
        try (KernelSymbols symbols = new KernelSymbols(kernel)) {
            return load(program, symbols, logLevel).insteadOfTrampoline(reason);
        }
    }

    private Program load(ProgramSpec program, KernelSymbols symbols, int logLevel) {
        NameResolver resolver = new NameResolver(program.name(), context, symbols, kernel);
        EncodedProgram encoded =
                ProgramEncoder.encode(program.instructions(), context.object().order(), resolver);
        Optional<KernelSymbols.Found> target = AttachPoint.find(program, symbols);
        try (Arena arena = Arena.ofConfined()) {
            ProgramLoad load = attributes(arena, program, encoded, target, resolver.descriptors());
            LoadAttempt.Result result = new LoadAttempt(kernel.host().bpf(), load).run(logLevel);
            if (result.status() < 0) {
                throw refused(program, encoded, result);
            }
            return new Program(kernel, program, (int) result.status(), result.log());
        }
    }

    private ProgramLoad attributes(
            Arena arena,
            ProgramSpec program,
            EncodedProgram encoded,
            Optional<KernelSymbols.Found> target,
            List<Integer> descriptors) {
        ProgramKind kind = program.kind();
        boolean types = context.btfFd() > 0;
        return new ProgramLoad(
                kind.programType(),
                MapFixes.withoutDots(MapFixes.kernelName(program.name())),
                segment(arena, encoded.code()),
                CStrings.allocate(arena, program.license()),
                kind.loadFlags(),
                kernel.version().code(),
                kind.attachType(),
                types ? context.btfFd() : 0,
                types ? segment(arena, encoded.functionInfo()) : MemorySegment.NULL,
                types ? segment(arena, encoded.lineInfo()) : MemorySegment.NULL,
                target.map(KernelSymbols.Found::id).orElse(0),
                target.map(KernelSymbols.Found::moduleFd).orElse(0),
                descriptors(arena, descriptors),
                0,
                MemorySegment.NULL);
    }

    private static MemorySegment segment(Arena arena, Bytes bytes) {
        return bytes.size() == 0
                ? MemorySegment.NULL
                : arena.allocate(bytes.size(), 8).copyFrom(MemorySegment.ofArray(bytes.toArray()));
    }

    private static MemorySegment descriptors(Arena arena, List<Integer> descriptors) {
        return descriptors.isEmpty()
                ? MemorySegment.NULL
                : arena.allocateFrom(
                        JAVA_INT, descriptors.stream().mapToInt(Integer::intValue).toArray());
    }

    private RuntimeException refused(
            ProgramSpec program, EncodedProgram encoded, LoadAttempt.Result result) {
        Errno errno = Errno.of(-result.status());
        String summary = VerifierLog.summarize(result.log(), encoded, kernel.release());
        if (summary.isEmpty()) {
            return Failures.of(kernel, "load program", program.name(), result.status());
        }
        return new VerifierException(program.name(), errno, summary, result.log());
    }
}
