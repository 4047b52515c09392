// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.proc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.container.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What `/proc` says of processes. A process that has gone reads as 0 or empty.
public final class Processes {
    /// Of the times in `/proc/PID/stat`; the same on all machines (include/asm-generic/param.h).
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int PARENT = 1;
    private static final int START = 19;

    private Processes() {}

    /// The directory of a process.
    public static Path directory(int pid) {
        return Path.of("/proc/" + pid);
    }

    /// Inode number of a namespace, 0 if it cannot be told.
    ///
    /// @param kind `mnt`, `net`, ...
    public static long namespace(int pid, String kind) {
        return namespace(directory(pid).resolve("ns").resolve(kind));
    }

    /// Inode number of the namespace that such a link leads to.
    public static long namespace(Path link) {
        try {
            String target = Files.readSymbolicLink(link).toString();
            int open = target.indexOf('[');
            return Long.parseLong(target, open + 1, target.length() - 1, 10);
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException gone) {
            return 0;
        }
    }

    /// Mount namespace of the host: that of the first process or, where it may not be asked, ours.
    public static long hostNamespace(String kind) {
        long first = namespace(1, kind);
        return first != 0 ? first : namespace(Path.of("/proc/self/ns", kind));
    }

    /// All that can be told of a container's first process.
    public static Execution execution(int pid) {
        long mount = namespace(pid, "mnt");
        long network = namespace(pid, "net");
        String cgroup = ControlGroups.of(pid);
        return new Execution(
                pid,
                startedAt(pid),
                mount,
                network,
                network != 0 && network == hostNamespace("net"),
                cgroup,
                ControlGroups.id(cgroup));
    }

    /// The process that a process was forked by, 0 if there is none.
    public static int parent(int pid) {
        return (int) number(statistics(pid), PARENT);
    }

    /// Ticks after boot at which it started; tells processes of one number apart.
    public static long startTicks(int pid) {
        return number(statistics(pid), START);
    }

    private static long startedAt(int pid) {
        long ticks = startTicks(pid);
        long uptime = uptimeNanos();
        if (ticks == 0 || uptime == 0) {
            return 0;
        }
        long now = System.currentTimeMillis() * NANOS_PER_MILLI;
        return now - uptime + ticks * NANOS_PER_TICK;
    }

    private static long uptimeNanos() {
        String seconds = text("/proc/uptime").split(" ", -1)[0];
        try {
            return (long) (Double.parseDouble(seconds) * 1e9);
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }

    /// The words of its command line.
    public static List<String> arguments(int pid) {
        String line = text("/proc/" + pid + "/cmdline");
        return line.isEmpty() ? List.of() : List.of(line.split("\0", -1));
    }

    /// What stands behind the name, which may have spaces and parentheses.
    private static String[] statistics(int pid) {
        String line = text("/proc/" + pid + "/stat");
        int end = line.lastIndexOf(')');
        return end < 0 ? new String[0] : line.substring(end + 1).strip().split(" ", -1);
    }

    private static long number(String[] words, int index) {
        try {
            return index < words.length ? Long.parseLong(words[index]) : 0;
        } catch (NumberFormatException odd) {
            return 0;
        }
    }

    static String text(String file) {
        try {
            return new String(Files.readAllBytes(Path.of(file)), UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }
}
