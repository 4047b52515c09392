// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.Bpf;
import dev.jig.ebpf.sys.Descriptors;
import dev.jig.ebpf.sys.Host;
import dev.jig.ebpf.sys.LinkCreation;
import dev.jig.ebpf.sys.PerfEventAttr;
import dev.jig.ebpf.sys.SystemCallException;
import java.util.OptionalLong;

/// Attaches programs to perf events: the event is opened, then the program is bound to it.
final class PerfAttacher {
    private final Kernel kernel;
    private final Host host;
    private final KprobeEvents kprobes;
    private final UprobeEvents uprobes;

    PerfAttacher(Kernel kernel) {
        this.kernel = kernel;
        this.host = kernel.host();
        this.kprobes = new KprobeEvents(kernel, this);
        this.uprobes = new UprobeEvents(kernel, this);
    }

    Link tracepoint(Attachment attachment, AttachTarget.Tracepoint tracepoint) {
        long id = eventId(attachment, tracepoint.group(), tracepoint.name());
        return bind(attachment, openTracepoint(attachment, id), "");
    }

    /// One event on one CPU is enough: the program hangs off the tracepoint itself.
    int openTracepoint(Attachment attachment, long id) {
        return attachment.own(PerfEventAttr.tracepoint(id).open(host.syscalls(), -1, 0));
    }

    long eventId(Attachment attachment, String group, String name) {
        try {
            OptionalLong id = kernel.openTracefs().eventId(group, name);
            return id.orElseThrow(
                    () -> attachment.failure("no such tracepoint on this kernel", Errno.ENOENT));
        } catch (SystemCallException failure) {
            throw attachment.refused(-failure.errno());
        }
    }

    Link kprobe(Attachment attachment, AttachTarget.Kprobe kprobe) {
        return kprobes.attach(attachment, kprobe);
    }

    Link uprobe(Attachment attachment, AttachTarget.Uprobe uprobe) {
        return uprobes.attach(attachment, uprobe);
    }

    Link cpuClock(Attachment attachment, AttachTarget.CpuClock clock) {
        PerfEventAttr attr = PerfEventAttr.cpuClock(clock.frequency());
        OpenLink link = null;
        for (int cpu : kernel.onlineCpus()) {
            long event = attr.open(host.syscalls(), -1, cpu);
            if (Errno.of(-event) != Errno.ENODEV) {
                link = bind(attachment, attachment.own(event), "");
            }
        }
        if (link == null) {
            throw attachment.failure("no CPU is online", Errno.ENODEV);
        }
        return link;
    }

    /// Binds the program by a link (5.15), else by ioctl.
    ///
    /// @param origin how the event came about, `""` if in the usual way
    OpenLink bind(Attachment attachment, int event, String origin) {
        Bpf bpf = host.bpf();
        int program = attachment.program().fd();
        long link = bpf.createLink(new LinkCreation(program, event, LinkCreation.PERF_EVENT));
        if (Errno.of(-link) == Errno.EINVAL && kernel.features().lacks(Feature.PERF_LINK)) {
            bindByIoctl(attachment, event, program);
            return attachment.link(origin + "perf ioctl");
        }
        attachment.own(link);
        return attachment.link(origin + "perf link");
    }

    private void bindByIoctl(Attachment attachment, int event, int program) {
        Descriptors descriptors = host.descriptors();
        attachment.checked(descriptors.ioctl(event, PerfEventAttr.SET_PROGRAM, program));
        attachment.checked(descriptors.ioctl(event, PerfEventAttr.ENABLE, 0));
        attachment.undo().add(() -> descriptors.ioctl(event, PerfEventAttr.DISABLE, 0));
    }
}
