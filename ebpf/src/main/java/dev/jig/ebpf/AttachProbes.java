// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.Bpf;
import dev.jig.ebpf.sys.CStrings;
import dev.jig.ebpf.sys.LinkCreation;
import dev.jig.ebpf.sys.ProgramLoad;
import dev.jig.object.ProgramKind;
import dev.jig.object.btf.BtfKind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Ways of attaching, probed with targets that do not exist or never run.
final class AttachProbes implements FeatureProbes.Group {
    /// A function of the kernel for tests of trampolines; nothing else calls it.
    private static final String TRAMPOLINE_TARGET = "bpf_fentry_test1";

    private static final String NO_FUNCTION = "jig_no_such_function";

    private final Kernel kernel;
    private final Bpf bpf;
    private final ProbeAnswers answers;

    AttachProbes(Kernel kernel, ProbeAnswers answers) {
        this.kernel = kernel;
        this.bpf = kernel.host().bpf();
        this.answers = answers;
    }

    @Override
    public Optional<Probe> probe(Feature feature) {
        return Optional.ofNullable(
                switch (feature) {
                    case LINK -> link();
                    case PERF_LINK -> perfLink();
                    case RAW_TRACEPOINTS -> rawTracepoints();
                    case BTF_TRACEPOINTS -> btfTracepoints();
                    case KPROBE_MULTI -> kprobeMulti();
                    case TRAMPOLINES -> trampolines();
                    case ITERATORS -> iterators();
                    default -> null;
                });
    }

    private Probe link() {
        long result = bpf.createLink(new LinkCreation(-1, -1, 0));
        return answers.refused(Feature.LINK, result, Set.of(Errno.EBADF), Set.of(Errno.EINVAL));
    }

    private Probe rawTracepoints() {
        long result = bpf.openRawTracepoint(MemorySegment.NULL, -1);
        return answers.refused(
                Feature.RAW_TRACEPOINTS, result, Set.of(Errno.EBADF), Set.of(Errno.EINVAL));
    }

    private Probe perfLink() {
        return withProgram(
                Feature.PERF_LINK,
                ProgramKind.TRACEPOINT,
                0,
                program ->
                        answers.refused(
                                Feature.PERF_LINK,
                                bpf.createLink(
                                        new LinkCreation(program, -1, LinkCreation.PERF_EVENT)),
                                Set.of(Errno.EBADF),
                                Set.of(Errno.EINVAL)));
    }

    private Probe kprobeMulti() {
        return withProgram(
                Feature.KPROBE_MULTI,
                ProgramKind.KPROBE_MULTI,
                0,
                program ->
                        answers.refused(
                                Feature.KPROBE_MULTI,
                                multiLink(program),
                                Set.of(Errno.ESRCH),
                                Set.of(Errno.EINVAL, Errno.ENOTSUP, Errno.ENOTSUPP)));
    }

    private long multiLink(int program) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = CStrings.allocate(arena, NO_FUNCTION);
            MemorySegment names = arena.allocateFrom(ValueLayout.JAVA_LONG, name.address());
            return bpf.createMultiLink(program, 1, names.address());
        }
    }

    private Probe btfTracepoints() {
        return withType(
                Feature.BTF_TRACEPOINTS,
                BtfKind.TYPEDEF,
                "btf_trace_sys_enter",
                id ->
                        withProgram(
                                Feature.BTF_TRACEPOINTS,
                                ProgramKind.TP_BTF,
                                id,
                                _ -> Probe.yes(Feature.BTF_TRACEPOINTS)));
    }

    /// Loading is not enough: arm64 loads trampoline programs since 5.5 and attaches them since
    /// 6.0.
    private Probe trampolines() {
        return withType(
                Feature.TRAMPOLINES,
                BtfKind.FUNCTION,
                TRAMPOLINE_TARGET,
                id ->
                        withProgram(
                                Feature.TRAMPOLINES,
                                ProgramKind.FENTRY,
                                id,
                                program ->
                                        answers.made(
                                                Feature.TRAMPOLINES,
                                                bpf.openRawTracepoint(MemorySegment.NULL, program),
                                                Errno.ENOTSUPP,
                                                Errno.ENOTSUP)));
    }

    private Probe iterators() {
        return withType(
                Feature.ITERATORS,
                BtfKind.FUNCTION,
                "bpf_iter_task",
                _ -> Probe.yes(Feature.ITERATORS));
    }

    /// A probe that needs an id or a program.
    private interface Use {
        Probe probe(int what);
    }

    private Probe withType(Feature feature, BtfKind kind, String name, Use use) {
        try {
            OptionalInt id = kernel.btf().find(kind, name);
            return id.isPresent()
                    ? use.probe(id.getAsInt())
                    : Probe.no(feature, "no type " + name + " in the kernel's BTF");
        } catch (UnsupportedException noBtf) {
            return Probe.no(feature, String.valueOf(noBtf.getMessage()));
        } catch (KernelException unreadable) {
            return Probe.unknown(feature, String.valueOf(unreadable.getMessage()));
        }
    }

    private Probe withProgram(Feature feature, ProgramKind kind, int btfId, Use use) {
        long program = load(kind, btfId);
        if (program < 0) {
            return answers.refused(feature, program, Set.of(), Set.of(Errno.EINVAL));
        }
        try {
            return use.probe((int) program);
        } finally {
            kernel.host().descriptors().close((int) program);
        }
    }

    private long load(ProgramKind kind, int btfId) {
        try (Arena arena = Arena.ofConfined()) {
            ProgramLoad load = ProgramProbes.program(arena, kind, Code.trivial());
            return bpf.loadProgram(load.attaching(kind.attachType(), btfId)).status();
        }
    }
}
