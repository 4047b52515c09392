// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.ebpf.proc.AuxiliaryVector;
import dev.jig.ebpf.proc.CpuList;
import dev.jig.ebpf.proc.Fields;
import dev.jig.ebpf.proc.MountTable;
import dev.jig.ebpf.sys.Host;
import dev.jig.ebpf.sys.SystemCallException;
import dev.jig.object.btf.Btf;
import dev.jig.object.core.CoreTargets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// What is known of the running kernel: types, features, symbols, CPUs, limits. Everything is read
/// when it is first asked for and then kept, so one instance serves a whole process. Safe for use
/// by several threads. {@link #close()} lets go of the mapped types and, where jig had to mount it,
/// of tracefs; close it after the objects that were loaded through it.
public final class Kernel implements AutoCloseable {
    private static final String CPUS = "/sys/devices/system/cpu/";

    private final Host host;
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final KernelTypes types;
    private final Features features;
    private final Kallsyms kallsyms;
    private final KernelFunctions functions = new KernelFunctions(this);
    private final Lazy<String> release = new Lazy<>(() -> text("/proc/sys/kernel/osrelease"));
    private final Lazy<KernelVersion> version = new Lazy<>(this::readVersion);
    private final Lazy<Integer> possibleCpus = new Lazy<>(this::readPossibleCpus);
    private final Lazy<Integer> pageSize = new Lazy<>(this::readPageSize);
    private final Lazy<Lockdown> lockdown;
    private final Lazy<Map<String, String>> config;
    private final Lazy<Tracefs> tracefs = new Lazy<>(this::findTracefs);

    private Kernel(Host host) {
        this.host = host;
        types = new KernelTypes(host, warnings);
        features = new Features(this);
        kallsyms = new Kallsyms(host.files());
        lockdown = new Lazy<>(() -> LockdownReader.read(host));
        config = new Lazy<>(() -> ConfigReader.read(host.files(), release()));
    }

    /// The kernel this process runs on. Needs no privileges; answers may depend on them.
    public static Kernel running() {
        return of(Host.running());
    }

    /// Whatever kernel is behind the host.
    static Kernel of(Host host) {
        return new Kernel(host);
    }

    Host host() {
        return host;
    }

    KernelTypes types() {
        return types;
    }

    /// The kernel's own types, mapped from `/sys/kernel/btf/vmlinux` and decoded as asked for.
    ///
    /// @throws UnsupportedException if the kernel has none
    public Btf btf() {
        return types.kernel();
    }

    /// The kernel's types and, behind a supplier, those of its modules.
    ///
    /// @throws UnsupportedException if the kernel has none
    public CoreTargets coreTargets() {
        return types.coreTargets();
    }

    public Features features() {
        return features;
    }

    public Kallsyms kallsyms() {
        return kallsyms;
    }

    public KernelFunctions functions() {
        return functions;
    }

    /// Whether a module is loaded, or built in as far as the kernel says so: it has params, or is a
    /// file system.
    public boolean hasModule(String name) {
        return host.files().exists("/sys/module/" + name.replace('-', '_'))
                || text("/proc/filesystems").lines().anyMatch(line -> line.endsWith("\t" + name));
    }

    /// Types of the file systems that are mounted where this process sees them.
    public Set<String> mountedFileSystems() {
        return MountTable.parse(text("/proc/self/mountinfo")).stream()
                .map(MountTable.Mount::type)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// As uname(2) has it: `6.12.5-amd64`.
    public String release() {
        return release.get();
    }

    /// The mainline version, corrected where distributions hide it from uname(2).
    public KernelVersion version() {
        return version.get();
    }

    private KernelVersion readVersion() {
        return new VersionReader(host.files()).version(release());
    }

    /// The highest possible CPU number and one: the length of per-CPU values.
    public int possibleCpus() {
        return possibleCpus.get();
    }

    private int readPossibleCpus() {
        return cpus("possible").getLast() + 1;
    }

    /// Numbers of the CPUs that are online now, ascending.
    public List<Integer> onlineCpus() {
        return cpus("online");
    }

    private List<Integer> cpus(String which) {
        return CpuList.parse(text(CPUS + which));
    }

    /// Bytes.
    int pageSize() {
        return pageSize.get();
    }

    private int readPageSize() {
        long size = AuxiliaryVector.value(bytes("/proc/self/auxv"), AuxiliaryVector.PAGE_SIZE);
        return size == 0 ? 4096 : Math.toIntExact(size);
    }

    public Lockdown lockdown() {
        return lockdown.get();
    }

    /// What this process may do (the effective set).
    public Set<Capability> capabilities() {
        String status = text("/proc/self/status");
        return Capability.of(Fields.number(status, "CapEff", 16).orElse(0));
    }

    /// The value of a build option: `y`, `m`, `n`, a number or a quoted text; empty if the kernel's
    /// options cannot be read or do not have it.
    ///
    /// @param option `CONFIG_KPROBES`
    public Optional<String> config(String option) {
        return Optional.ofNullable(config.get().get(option));
    }

    /// Where tracefs can be read: its mount point, or, where it is not mounted, a path that only
    /// this process can follow.
    public Optional<Path> tracefs() {
        try {
            return Optional.of(Path.of(tracefs.get().path()));
        } catch (KernelException unavailable) {
            return Optional.empty();
        }
    }

    /// @throws KernelException if it is not mounted and cannot be
    Tracefs openTracefs() {
        return tracefs.get();
    }

    private Tracefs findTracefs() {
        try {
            return Tracefs.find(host);
        } catch (SystemCallException failure) {
            throw Failures.of(this, "mount", "tracefs", -failure.errno());
        }
    }

    /// Whether a tracepoint exists.
    ///
    /// @throws KernelException if tracefs cannot be read
    public boolean hasTracepoint(String group, String name) {
        try {
            return openTracefs().eventId(group, name).isPresent();
        } catch (SystemCallException failure) {
            throw Failures.of(this, "read tracepoint", group + "/" + name, -failure.errno());
        }
    }

    /// Things that were wrong but stopped nothing, such as the broken BTF of one module; one line
    /// each.
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    void warn(String line) {
        warnings.add(line);
    }

    private String text(String path) {
        return new String(bytes(path), UTF_8).strip();
    }

    private byte[] bytes(String path) {
        try {
            return host.files().read(path);
        } catch (SystemCallException failure) {
            throw new KernelException("read", path, Errno.of(failure.errno()), null);
        }
    }

    @Override
    public void close() {
        types.close();
        Tracefs opened = tracefs.peek();
        if (opened != null) {
            opened.close();
        }
    }
}
