// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.jig.ebpf.sys.Bpf;
import dev.jig.ebpf.sys.CStrings;
import dev.jig.ebpf.sys.LinkCreation;
import dev.jig.object.ProgramKind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/// Attaches programs. What was done before a failure is undone. Safe for use by several threads.
final class Attacher {
    private final Kernel kernel;
    private final Bpf bpf;
    private final Map<String, BpfMap> maps;
    private final PerfAttacher perf;

    /// @param maps of the programs' object
    Attacher(Kernel kernel, Map<String, BpfMap> maps) {
        this.kernel = kernel;
        this.maps = maps;
        this.bpf = kernel.host().bpf();
        this.perf = new PerfAttacher(kernel);
    }

    /// @throws AttachException if the kernel has no such target or refuses
    /// @throws PermissionException if the process may not
    /// @throws UnsupportedException if this kernel lacks the mechanism
    Link attach(Program program, AttachTarget target) {
        Attachment attachment = new Attachment(kernel, program, target, new Undo());
        try {
            return attach(attachment);
        } catch (RuntimeException | Error failure) {
            attachment.undo().close();
            throw failure;
        }
    }

    private Link attach(Attachment attachment) {
        AttachTarget target = attachment.target();
        if (target instanceof AttachTarget.Tracepoint tracepoint) {
            return perf.tracepoint(attachment, tracepoint);
        }
        if (target instanceof AttachTarget.RawTracepoint raw) {
            return rawTracepoint(attachment, raw.name());
        }
        if (target instanceof AttachTarget.Typed typed) {
            return typed(attachment, typed.kind());
        }
        if (target instanceof AttachTarget.Kprobe kprobe) {
            return perf.kprobe(attachment, kprobe);
        }
        if (target instanceof AttachTarget.Uprobe uprobe) {
            return perf.uprobe(attachment, uprobe);
        }
        if (target instanceof AttachTarget.MapElements elements) {
            return mapElements(attachment, elements.map());
        }
        return target instanceof AttachTarget.CpuClock clock
                ? perf.cpuClock(attachment, clock)
                : iterator(attachment);
    }

    private Link rawTracepoint(Attachment attachment, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = CStrings.allocate(arena, name);
            long fd = bpf.openRawTracepoint(text, attachment.program().fd());
            if (Errno.of(-fd) == Errno.ENOENT) {
                throw attachment.failure("no such tracepoint on this kernel", Errno.ENOENT);
            }
            attachment.own(fd);
            return attachment.link("raw tracepoint");
        }
    }

    /// The call without a name serves everything that was bound by BTF at load, on all kernels that
    /// have that (5.5). Links by LINK_CREATE came later, kind by kind, and add only cookies.
    private Link typed(Attachment attachment, ProgramKind kind) {
        int program = attachment.program().fd();
        attachment.own(bpf.openRawTracepoint(MemorySegment.NULL, program));
        return attachment.link(kind == ProgramKind.TP_BTF ? "raw tracepoint" : "trampoline");
    }

    private Link iterator(Attachment attachment) {
        int program = attachment.program().fd();
        return iterator(
                attachment, bpf.createLink(new LinkCreation(program, 0, LinkCreation.ITERATOR)));
    }

    private Link mapElements(Attachment attachment, String name) {
        BpfMap map = maps.get(name);
        if (map == null) {
            throw attachment.failure("the object has no such map", Errno.ENOENT);
        }
        int program = attachment.program().fd();
        try (Arena arena = Arena.ofConfined()) {
            // union bpf_iter_link_info (include/uapi/linux/bpf.h)
            MemorySegment info = arena.allocate(JAVA_INT);
            info.set(JAVA_INT, 0, map.fd());
            return iterator(attachment, bpf.createIteratorLink(program, info));
        }
    }

    private Link iterator(Attachment attachment, long fd) {
        attachment.own(fd);
        return new IteratorLink(kernel, attachment.link("iterator link"), (int) fd);
    }
}
