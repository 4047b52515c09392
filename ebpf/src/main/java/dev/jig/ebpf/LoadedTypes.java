// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.jig.ebpf.sys.Bpf;
import dev.jig.ebpf.sys.BpfCommand;
import dev.jig.object.btf.Btf;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Reads types that somebody loaded (4.18).
final class LoadedTypes {
    /// `struct bpf_btf_info` as far as it is needed.
    private static final int INFO_SIZE = 16;

    private static final String OPERATION = "read types";

    private LoadedTypes() {}

    /// @param id the kernel's number of them
    static Btf read(Kernel kernel, int id) {
        Bpf bpf = kernel.host().bpf();
        long fd = bpf.ofId(BpfCommand.BTF_OF_ID, id);
        if (fd < 0) {
            throw Failures.of(kernel, OPERATION, String.valueOf(id), fd);
        }
        try (Arena arena = Arena.ofConfined()) {
            int size = info(kernel, (int) fd, arena, MemorySegment.NULL);
            MemorySegment room = arena.allocate(Math.max(size, 1), 8);
            info(kernel, (int) fd, arena, room);
            byte[] types = room.toArray(JAVA_BYTE);
            return Btf.parse(ByteBuffer.wrap(types).order(ByteOrder.nativeOrder()));
        } finally {
            kernel.host().descriptors().close((int) fd);
        }
    }

    /// @return bytes of all types
    private static int info(Kernel kernel, int fd, Arena arena, MemorySegment room) {
        MemorySegment info = arena.allocate(INFO_SIZE, 8);
        info.set(JAVA_LONG, 0, room.address());
        info.set(JAVA_INT, 8, (int) room.byteSize());
        long status = kernel.host().bpf().info(fd, info);
        if (status < 0) {
            throw Failures.of(kernel, OPERATION, "of a program", status);
        }
        return info.get(JAVA_INT, 8);
    }
}
