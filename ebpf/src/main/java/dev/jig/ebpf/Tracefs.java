// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.ebpf.proc.MountTable;
import dev.jig.ebpf.sys.DetachedMount;
import dev.jig.ebpf.sys.Host;
import dev.jig.ebpf.sys.SystemCallException;
import dev.jig.ebpf.sys.SystemFiles;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The kernel's list of tracepoints and probes. Where it is mounted nowhere it is mounted for this
/// process alone; {@link #close()} undoes that. Safe for use by several threads.
final class Tracefs implements AutoCloseable {
    private final SystemFiles files;
    private final String path;
    private final @Nullable DetachedMount own;

    private Tracefs(SystemFiles files, String path, @Nullable DetachedMount own) {
        this.files = files;
        this.path = path;
        this.own = own;
    }

    /// @throws SystemCallException if it is not mounted and cannot be mounted
    static Tracefs find(Host host) throws SystemCallException {
        Optional<String> mounted = mounted(host.files());
        if (mounted.isPresent()) {
            return new Tracefs(host.files(), mounted.get(), null);
        }
        DetachedMount own = DetachedMount.open(host.syscalls(), host.descriptors(), "tracefs");
        return new Tracefs(host.files(), own.path(), own);
    }

    private static Optional<String> mounted(SystemFiles files) throws SystemCallException {
        String table = new String(files.read("/proc/self/mountinfo"), UTF_8);
        List<MountTable.Mount> mounts = MountTable.parse(table);
        return mounts.stream()
                .filter(mount -> mount.root().equals("/"))
                .flatMap(mount -> candidate(mount).stream())
                .filter(path -> files.exists(path + "/events"))
                .findFirst();
    }

    private static Optional<String> candidate(MountTable.Mount mount) {
        return switch (mount.type()) {
            case "tracefs" -> Optional.of(mount.point());
            case "debugfs" -> Optional.of(mount.point() + "/tracing");
            default -> Optional.empty();
        };
    }

    String path() {
        return path;
    }

    /// The number of an event, empty if there is none of that name.
    ///
    /// @throws SystemCallException if it may not be read
    OptionalLong eventId(String group, String name) throws SystemCallException {
        if (!identifier(group) || !identifier(name)) {
            return OptionalLong.empty();
        }
        try {
            byte[] id = files.read(path + "/events/" + group + "/" + name + "/id");
            return OptionalLong.of(Long.parseLong(new String(id, US_ASCII).strip()));
        } catch (SystemCallException failure) {
            if (Errno.of(failure.errno()) == Errno.ENOENT) {
                return OptionalLong.empty();
            }
            throw failure;
        }
    }

    boolean has(String file) {
        return files.exists(path + "/" + file);
    }

    /// Adds a line to `kprobe_events` or `uprobe_events`.
    void append(String file, String line) throws SystemCallException {
        files.append(path + "/" + file, line);
    }

    /// Names that come from an object file become part of a path.
    static boolean identifier(String name) {
        return !name.isEmpty()
                && name.length() <= 128
                && name.chars()
                        .allMatch(c ->
                                c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-'));
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
