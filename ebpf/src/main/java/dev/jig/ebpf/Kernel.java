// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.btf.Btf;
import dev.jig.object.core.CoreTargets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is known of the running kernel: types, features, symbols, CPUs, limits. Everything is read
/// when it is first asked for and then kept, so one instance serves a whole process. Safe for use
/// by several threads. {@link #close()} lets go of the mapped types and, where jig had to mount it,
/// of tracefs; nothing loaded or attached depends on it after that.
public final class Kernel implements AutoCloseable {
    private Kernel() {}

    /// The kernel this process runs on. Needs no privileges; answers may depend on them.
    public static Kernel running() {
        return new Kernel();
    }

    /// The kernel's own types, mapped from `/sys/kernel/btf/vmlinux` and decoded as asked for.
    ///
    /// @throws UnsupportedException if the kernel has none
    public Btf btf() {
        throw new UnsupportedOperationException();
    }

    /// The kernel's types and, behind a supplier, those of its modules.
    public CoreTargets coreTargets() {
        throw new UnsupportedOperationException();
    }

    public Features features() {
        throw new UnsupportedOperationException();
    }

    public Kallsyms kallsyms() {
        throw new UnsupportedOperationException();
    }

    /// As uname(2) has it: `6.12.5-amd64`.
    public String release() {
        throw new UnsupportedOperationException();
    }

    /// The mainline version, corrected where distributions hide it from uname(2).
    public KernelVersion version() {
        throw new UnsupportedOperationException();
    }

    /// The highest possible CPU number and one: the length of per-CPU values.
    public int possibleCpus() {
        throw new UnsupportedOperationException();
    }

    /// Numbers of the CPUs that are online now, ascending.
    public List<Integer> onlineCpus() {
        throw new UnsupportedOperationException();
    }

    public Lockdown lockdown() {
        throw new UnsupportedOperationException();
    }

    /// What this process may do (the effective set).
    public Set<Capability> capabilities() {
        throw new UnsupportedOperationException();
    }

    /// The value of a build option: `y`, `m`, `n`, a number or a quoted text.
    ///
    /// @param option `CONFIG_KPROBES`
    public Optional<String> config(String option) {
        throw new UnsupportedOperationException(option);
    }

    /// Where tracefs can be read: its mount point, or, where it is not mounted, a path that only
    /// this process can follow.
    public Optional<Path> tracefs() {
        throw new UnsupportedOperationException();
    }

    /// Whether a tracepoint exists.
    public boolean hasTracepoint(String group, String name) {
        throw new UnsupportedOperationException(group + name);
    }

    /// Things that were wrong but stopped nothing, such as the broken BTF of one module; one line
    /// each.
    public List<String> warnings() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
