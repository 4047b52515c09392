// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.Host;
import dev.jig.ebpf.sys.SystemCallException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// A probe made by an entry in `kprobe_events` or `uprobe_events`: for kernels whose perf events
/// make none themselves (before 4.17), and for what a perf event cannot ask for.
///
/// @param file of tracefs
/// @param line what is written to make it
record TracefsProbe(String file, String group, String event, String line) {
    /// `MAX_EVENT_NAME_LEN` of kernel/trace/trace_probe.h, without the NUL.
    private static final int LONGEST_NAME = 63;

    private static final SecureRandom RANDOM = new SecureRandom();

    /// @param name what the event is called after
    /// @param place as the file's format wants it
    static TracefsProbe of(String file, boolean onReturn, String name, String place) {
        return of(file, onReturn ? "r" : "p", name, place);
    }

    /// A probe of a function's return (the number of calls 4.12).
    ///
    /// @param calls in how many calls it can be at once
    static TracefsProbe ofReturn(String file, String function, int calls) {
        return of(file, "r" + calls, function, function);
    }

    private static TracefsProbe of(String file, String kind, String name, String place) {
        String group = "jig_" + HexFormat.of().toHexDigits(RANDOM.nextLong());
        String event = eventName(name);
        String line = "%s:%s/%s %s".formatted(kind, group, event, place);
        return new TracefsProbe(file, group, event, line);
    }

    static String eventName(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_]+", "_");
        return plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    }

    /// Makes the probe and opens it; both become part of the link.
    ///
    /// @return the event or a negated error number
    long open(Kernel kernel, Attachment attachment, PerfAttacher perf) {
        Tracefs tracefs = kernel.openTracefs();
        try {
            tracefs.append(file, line);
        } catch (SystemCallException failure) {
            return -failure.errno();
        }
        attachment.undo().add(() -> remove(kernel.host()));
        return perf.openTracepoint(attachment, perf.eventId(attachment, group, event));
    }

    /// Links may outlive the kernel that they were made with, and its tracefs.
    private void remove(Host host) {
        try (Tracefs tracefs = Tracefs.find(host)) {
            tracefs.append(file, "-:" + group + "/" + event);
        } catch (SystemCallException failure) {
            throw new KernelException(
                    "remove probe", group + "/" + event, Errno.of(failure.errno()), null);
        }
    }
}
