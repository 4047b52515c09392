// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.KernelTypes.ModuleTypes;
import dev.jig.object.btf.BtfKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Finds kernel functions, variables and attach points by their BTF, first in the kernel, then in
/// its modules. It keeps open the descriptors of the modules it named, so it has to live until the
/// program is loaded. For one thread.
final class KernelSymbols implements AutoCloseable {
    private final Kernel kernel;
    private final List<Found> modules = new ArrayList<>();

    KernelSymbols(Kernel kernel) {
        this.kernel = kernel;
    }

    /// @param id in the kernel's or the module's BTF
    /// @param moduleFd the module's BTF, 0 for the kernel itself
    /// @param module `""` for the kernel itself
    record Found(int id, int moduleFd, String module) {}

    Optional<Found> find(BtfKind kind, String name) {
        OptionalInt id = kernel.btf().find(kind, name);
        return id.isPresent()
                ? Optional.of(new Found(id.getAsInt(), 0, ""))
                : findInModules(kind, name);
    }

    private Optional<Found> findInModules(BtfKind kind, String name) {
        for (ModuleTypes module : kernel.types().modules()) {
            OptionalInt id = module.btf().find(kind, name);
            if (id.isPresent() && id.getAsInt() >= module.btf().firstId()) {
                return Optional.of(new Found(id.getAsInt(), fd(module.name()), module.name()));
            }
        }
        return Optional.empty();
    }

    /// How often a function of that name is defined in the kernel: of several only one can be
    /// probed by name, and nobody knows which.
    int functions(String name) {
        int count = 0;
        for (int id : kernel.btf().named(name)) {
            count += kernel.btf().kind(id) == BtfKind.FUNCTION ? 1 : 0;
        }
        return count;
    }

    private int fd(String module) {
        for (Found opened : modules) {
            if (opened.module().equals(module)) {
                return opened.moduleFd();
            }
        }
        int fd = ModuleBtfs.open(kernel, module);
        modules.add(new Found(0, fd, module));
        return fd;
    }

    @Override
    public void close() {
        modules.forEach(module -> kernel.host().descriptors().close(module.moduleFd()));
        modules.clear();
    }
}
