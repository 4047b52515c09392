// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.Host;
import dev.jig.ebpf.sys.SystemCallException;
import dev.jig.object.MalformedObjectException;
import dev.jig.object.btf.Btf;
import dev.jig.object.core.CoreTargets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The BTF of the kernel and of its modules. Safe for use by several threads.
final class KernelTypes implements AutoCloseable {
    private final Host host;
    private final List<String> warnings;
    private final Lazy<MappedBtf> kernel = new Lazy<>(this::openKernel);
    private final Lazy<List<ModuleTypes>> modules = new Lazy<>(this::openModules);

    /// The types of one module: split BTF over the kernel's.
    record ModuleTypes(String name, Btf btf) {}

    /// @param warnings where to say what was wrong with a module; safe for several threads
    KernelTypes(Host host, List<String> warnings) {
        this.host = host;
        this.warnings = warnings;
    }

    Btf kernel() {
        return kernel.get().btf();
    }

    List<ModuleTypes> modules() {
        return modules.get();
    }

    /// The types of one module, empty if it has none.
    Optional<ModuleTypes> module(String name) {
        return name.isEmpty()
                ? Optional.empty()
                : modules().stream().filter(module -> module.name().equals(name)).findFirst();
    }

    CoreTargets coreTargets() {
        return new CoreTargets(
                kernel(), () -> modules().stream().map(ModuleTypes::btf).toList(), List.of());
    }

    private MappedBtf openKernel() {
        try {
            return MappedBtf.open(host.files(), host.descriptors(), MappedBtf.KERNEL, null);
        } catch (SystemCallException failure) {
            throw refused(failure);
        }
    }

    private static RuntimeException refused(SystemCallException failure) {
        Errno errno = Errno.of(failure.errno());
        return errno == Errno.ENOENT
                ? Failures.unsupported("read types of the kernel", Feature.BTF)
                : new KernelException("read", MappedBtf.DIRECTORY + MappedBtf.KERNEL, errno, null);
    }

    private List<ModuleTypes> openModules() {
        List<ModuleTypes> opened = new ArrayList<>();
        for (String name : host.files().list(MappedBtf.DIRECTORY)) {
            if (!name.equals(MappedBtf.KERNEL)) {
                openModule(name, opened);
            }
        }
        return List.copyOf(opened);
    }

    private void openModule(String name, List<ModuleTypes> opened) {
        try {
            MappedBtf module = MappedBtf.open(host.files(), host.descriptors(), name, kernel());
            opened.add(new ModuleTypes(name, module.btf()));
        } catch (SystemCallException | MalformedObjectException broken) {
            warnings.add("read types of module " + name + ": " + broken.getMessage());
        }
    }

    @Override
    public void close() {
        MappedBtf opened = kernel.peek();
        if (opened != null) {
            opened.close();
        }
    }
}
