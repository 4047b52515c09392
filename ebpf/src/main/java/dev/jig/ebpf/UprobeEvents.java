// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.CStrings;
import dev.jig.ebpf.sys.PerfEventAttr;
import dev.jig.object.MalformedObjectException;
import dev.jig.object.elf.ElfFile;
import dev.jig.object.elf.ElfFunction;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/// Attaches to functions of programs and libraries: by the uprobe PMU, else by an entry in tracefs.
final class UprobeEvents {
    private final Kernel kernel;
    private final PerfAttacher perf;
    private final Lazy<Optional<ProbePmu>> pmu;

    UprobeEvents(Kernel kernel, PerfAttacher perf) {
        this.kernel = kernel;
        this.perf = perf;
        this.pmu = new Lazy<>(() -> ProbePmu.find(kernel.host().files(), "uprobe"));
    }

    Link attach(Attachment attachment, AttachTarget.Uprobe probe) {
        Path file =
                UserFiles.find(probe.file())
                        .orElseThrow(() -> attachment.failure("no such file", Errno.ENOENT));
        long offset = offset(attachment, probe, file);
        Optional<ProbePmu> source = pmu.get();
        long event =
                source.isPresent()
                        ? openByPmu(attachment, source.get(), probe, file, offset)
                        : openByTracefs(attachment, probe, file, offset);
        if (Errno.of(-event) == Errno.ENOTSUPP) {
            throw attachment.failure("the instruction there is a breakpoint", Errno.ENOTSUPP);
        }
        attachment.checked(event);
        return perf.bind(attachment, (int) event, source.isPresent() ? "" : "tracefs ");
    }

    /// Where in the file the probe goes.
    private static long offset(Attachment attachment, AttachTarget.Uprobe probe, Path file) {
        if (probe.symbol().isEmpty()) {
            return probe.offset();
        }
        ElfFunction function =
                function(attachment, file, probe.symbol())
                        .orElseThrow(() ->
                                attachment.failure(
                                        "the file has no function of that name", Errno.ENOENT));
        if (function.imported()) {
            throw attachment.failure(
                    "the file only calls that function, it is a library's", Errno.ENOENT);
        }
        if (function.size() > 0 && probe.offset() >= function.size()) {
            throw attachment.failure(
                    "the function has " + function.size() + " bytes", Errno.EINVAL);
        }
        return function.fileOffset() + probe.offset();
    }

    private static Optional<ElfFunction> function(Attachment attachment, Path file, String symbol) {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(file)) {
            var bytes =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena)
                            .asByteBuffer();
            return ElfFile.read(file.toString(), bytes).function(symbol);
        } catch (IOException | MalformedObjectException unreadable) {
            throw attachment.failure(
                    "the file cannot be read: " + unreadable.getMessage(), Errno.EIO);
        }
    }

    private long openByPmu(
            Attachment attachment,
            ProbePmu source,
            AttachTarget.Uprobe probe,
            Path file,
            long offset) {
        try (Arena arena = Arena.ofConfined()) {
            long path = CStrings.allocate(arena, file.toString()).address();
            long config = source.config(probe.onReturn());
            int cpu = probe.pid() < 0 ? 0 : -1;
            long event =
                    PerfEventAttr.probe(source.type(), config, path, offset)
                            .open(kernel.host().syscalls(), probe.pid(), cpu);
            return event < 0 ? event : attachment.own(event);
        }
    }

    private long openByTracefs(
            Attachment attachment, AttachTarget.Uprobe probe, Path file, long offset) {
        if (kernel.features().lacks(Feature.UPROBES)
                && !kernel.openTracefs().has("uprobe_events")) {
            throw attachment.unsupported(Feature.UPROBES);
        }
        if (probe.pid() >= 0) {
            throw attachment.failure("this kernel cannot watch one process", Errno.ENOTSUP);
        }
        String place = file + ":0x" + Long.toHexString(offset);
        String name = file.getFileName() + "_" + probe.symbol();
        TracefsProbe entry = TracefsProbe.of("uprobe_events", probe.onReturn(), name, place);
        return entry.open(kernel, attachment, perf);
    }
}
