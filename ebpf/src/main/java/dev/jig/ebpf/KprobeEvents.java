// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.KernelFunctions.Likeness;
import dev.jig.ebpf.sys.CStrings;
import dev.jig.ebpf.sys.PerfEventAttr;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Attaches to kernel functions: by the kprobe PMU, else by an entry in tracefs.
final class KprobeEvents {
    private final Kernel kernel;
    private final PerfAttacher perf;
    private final Lazy<Optional<ProbePmu>> pmu;

    KprobeEvents(Kernel kernel, PerfAttacher perf) {
        this.kernel = kernel;
        this.perf = perf;
        this.pmu = new Lazy<>(() -> ProbePmu.find(kernel.host().files(), "kprobe"));
    }

    Link attach(Attachment attachment, AttachTarget.Kprobe probe) {
        if (pmu.get().isEmpty() && kernel.features().lacks(Feature.KPROBES)) {
            throw attachment.unsupported(Feature.KPROBES);
        }
        long event = open(attachment, probe);
        if (event < 0) {
            throw refused(attachment, event);
        }
        return perf.bind(attachment, (int) event, pmu.get().isPresent() ? "" : "tracefs ");
    }

    /// @return the event, or the error number the first name got if no other does better
    private long open(Attachment attachment, AttachTarget.Kprobe probe) {
        long first = tryOpen(attachment, probe, probe.symbol());
        if (!missing(first)) {
            return first;
        }
        for (String name : otherNames(attachment, probe)) {
            long event = tryOpen(attachment, probe, name);
            if (!missing(event)) {
                return event;
            }
        }
        return first;
    }

    /// ENOENT; kernels before 5.4 answer EINVAL for a return probe, and all do for a copy's name
    /// with a dot in the PMU of 4.17.
    private static boolean missing(long result) {
        Errno errno = Errno.of(-result);
        return result < 0 && (errno == Errno.ENOENT || errno == Errno.EINVAL);
    }

    /// The function behind a system call, then the copies the compiler made of the function.
    private List<String> otherNames(Attachment attachment, AttachTarget.Kprobe probe) {
        List<String> names = new ArrayList<>();
        names.add(kernel.host().syscalls().architecture().syscallPrefix() + probe.symbol());
        Likeness likeness = Likeness.neededBy(attachment.program().spec(), probe.onReturn());
        names.addAll(kernel.functions().copies(probe.symbol(), likeness));
        return names;
    }

    /// @return the event, which is part of the link, or a negated error number
    private long tryOpen(Attachment attachment, AttachTarget.Kprobe probe, String symbol) {
        Optional<ProbePmu> source = pmu.get();
        if (source.isPresent()) {
            long event = openByPmu(source.get(), probe, symbol);
            boolean oldPmu = Errno.of(-event) == Errno.EINVAL && symbol.contains(".");
            if (!oldPmu) {
                return event < 0 ? event : attachment.own(event);
            }
        }
        return openByTracefs(attachment, probe, symbol);
    }

    private long openByPmu(ProbePmu source, AttachTarget.Kprobe probe, String symbol) {
        try (Arena arena = Arena.ofConfined()) {
            long name = CStrings.allocate(arena, symbol).address();
            long config = source.config(probe.onReturn());
            return PerfEventAttr.probe(source.type(), config, name, probe.offset())
                    .open(kernel.host().syscalls(), -1, 0);
        }
    }

    private long openByTracefs(Attachment attachment, AttachTarget.Kprobe probe, String symbol) {
        String place = symbol + (probe.offset() == 0 ? "" : "+" + probe.offset());
        TracefsProbe entry = TracefsProbe.of("kprobe_events", probe.onReturn(), symbol, place);
        return entry.open(kernel, attachment, perf);
    }

    private RuntimeException refused(Attachment attachment, long result) {
        Errno errno = Errno.of(-result);
        return switch (errno) {
            case ENOENT -> attachment.failure("no such function on this kernel", errno);
            case EADDRNOTAVAIL -> attachment.failure("the kernel forbids probes there", errno);
            case EILSEQ -> attachment.failure("no instruction starts at that offset", errno);
            default -> attachment.refused(result);
        };
    }
}
