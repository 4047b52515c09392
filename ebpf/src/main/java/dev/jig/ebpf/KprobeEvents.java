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
    private static final String BY_TRACEFS = "tracefs ";

    /// In how many calls a return probe can be at once. The default is too small for functions that
    /// sleep: one for each CPU in kernels that are not preemptible, or twice as many and at least
    /// ten (kernel/kprobes.c, register_kretprobe); it goes unseen when a further call returns. A
    /// call takes about a hundred bytes.
    private static final int CALLS_AT_ONCE = 512;

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
        Opened event = open(attachment, probe);
        if (event.result() < 0) {
            throw refused(attachment, event.result());
        }
        return perf.bind(attachment, (int) event.result(), event.origin());
    }

    /// @param result the event, which is part of the link, or a negated error number
    /// @param origin how it came about, `""` if in the usual way
    private record Opened(long result, String origin) {
        /// ENOENT; kernels before 5.4 answer EINVAL for a return probe, and all do for a copy's
        /// name with a dot in the PMU of 4.17.
        boolean missing() {
            Errno errno = Errno.of(-result);
            return result < 0 && (errno == Errno.ENOENT || errno == Errno.EINVAL);
        }
    }

    /// The event, or the failure of the first name if no other does better.
    private Opened open(Attachment attachment, AttachTarget.Kprobe probe) {
        Opened first = tryOpen(attachment, probe, probe.symbol());
        if (!first.missing()) {
            return first;
        }
        for (String name : otherNames(attachment, probe)) {
            Opened event = tryOpen(attachment, probe, name);
            if (!event.missing()) {
                return event;
            }
        }
        return first;
    }

    /// The function behind a system call, then the copies the compiler made of the function.
    private List<String> otherNames(Attachment attachment, AttachTarget.Kprobe probe) {
        List<String> names = new ArrayList<>();
        names.add(kernel.host().syscalls().architecture().syscallPrefix() + probe.symbol());
        Likeness likeness = Likeness.neededBy(attachment.program().spec(), probe.onReturn());
        names.addAll(kernel.functions().copies(probe.symbol(), likeness));
        return names;
    }

    private Opened tryOpen(Attachment attachment, AttachTarget.Kprobe probe, String symbol) {
        if (probe.onReturn()) {
            Opened roomy = openRoomy(attachment, symbol);
            if (roomy.result() >= 0) {
                return roomy;
            }
        }
        Optional<ProbePmu> source = pmu.get();
        if (source.isPresent()) {
            long event = openByPmu(source.get(), probe, symbol);
            boolean oldPmu = Errno.of(-event) == Errno.EINVAL && symbol.contains(".");
            if (!oldPmu) {
                return new Opened(event < 0 ? event : attachment.own(event), "");
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

    /// Only tracefs takes a number of calls. If it is not to be had, the kernel's has to do.
    private Opened openRoomy(Attachment attachment, String symbol) {
        try {
            TracefsProbe entry = TracefsProbe.ofReturn("kprobe_events", symbol, CALLS_AT_ONCE);
            return new Opened(entry.open(kernel, attachment, perf), BY_TRACEFS);
        } catch (KernelException noTracefs) {
            return new Opened(-Errno.ENOENT.number(), BY_TRACEFS);
        }
    }

    private Opened openByTracefs(Attachment attachment, AttachTarget.Kprobe probe, String symbol) {
        String place = symbol + (probe.offset() == 0 ? "" : "+" + probe.offset());
        TracefsProbe entry = TracefsProbe.of("kprobe_events", probe.onReturn(), symbol, place);
        return new Opened(entry.open(kernel, attachment, perf), BY_TRACEFS);
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
