// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.jig.ebpf.sys.Bpf;
import dev.jig.ebpf.sys.BpfCommand;
import dev.jig.ebpf.sys.CStrings;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Finds the kernel's own handle of a module's BTF (5.11); the file of the same content in sysfs is
/// none.
final class ModuleBtfs {
    private static final int INFO_SIZE = 32;
    private static final int LONGEST_NAME = 64;

    private ModuleBtfs() {}

    /// @return a descriptor, the caller's
    /// @throws KernelException if there is none of that name
    static int open(Kernel kernel, String module) {
        Bpf bpf = kernel.host().bpf();
        String operation = "open types of module";
        long id = bpf.nextId(BpfCommand.BTF_NEXT_ID, 0);
        for (; id >= 0; id = bpf.nextId(BpfCommand.BTF_NEXT_ID, (int) id)) {
            long fd = bpf.ofId(BpfCommand.BTF_OF_ID, (int) id);
            if (fd >= 0 && isModule(bpf, (int) fd, module)) {
                return (int) fd;
            }
            if (fd >= 0) {
                kernel.host().descriptors().close((int) fd);
            }
        }
        throw Failures.of(kernel, operation, module, id);
    }

    private static boolean isModule(Bpf bpf, int fd, String module) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(LONGEST_NAME);
            MemorySegment info = arena.allocate(INFO_SIZE, 8);
            info.set(JAVA_LONG, 16, name.address());
            info.set(JAVA_INT, 24, LONGEST_NAME);
            long status = bpf.info(fd, info);
            return status >= 0 && info.get(JAVA_INT, 28) != 0 && CStrings.read(name).equals(module);
        }
    }
}
