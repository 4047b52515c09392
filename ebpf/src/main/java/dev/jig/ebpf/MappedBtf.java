// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.Descriptors;
import dev.jig.ebpf.sys.Mapping;
import dev.jig.ebpf.sys.SystemCallException;
import dev.jig.ebpf.sys.SystemFiles;
import dev.jig.object.btf.Btf;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Types of the kernel or of one module over the file that has them: mapped where the kernel lets
/// it (6.16, kernel/bpf/sysfs_btf.c, private mappings only), else read.
record MappedBtf(Btf btf, @Nullable Mapping mapping) implements AutoCloseable {
    static final String DIRECTORY = "/sys/kernel/btf/";
    static final String KERNEL = "vmlinux";

    private static final int HEADER = 24;

    /// @param base what split BTF continues
    /// @throws SystemCallException if there is no such file or it cannot be read
    static MappedBtf open(
            SystemFiles files, Descriptors descriptors, String name, @Nullable Btf base)
            throws SystemCallException {
        String path = DIRECTORY + name;
        Mapping mapping = base == null ? map(descriptors, path) : null;
        try {
            ByteBuffer bytes =
                    mapping == null
                            ? ByteBuffer.wrap(files.read(path))
                            : mapping.segment().asByteBuffer();
            return new MappedBtf(parse(bytes, base), mapping);
        } catch (RuntimeException | SystemCallException failure) {
            if (mapping != null) {
                mapping.close();
            }
            throw failure;
        }
    }

    private static Btf parse(ByteBuffer bytes, @Nullable Btf base) {
        return base == null ? Btf.parse(bytes) : Btf.parseSplit(bytes, base);
    }

    /// The file says in its header how long it is; sysfs knows too, but not by a call we have.
    private static @Nullable Mapping map(Descriptors descriptors, String path) {
        long fd = descriptors.open(path, Descriptors.READ_ONLY);
        if (fd < 0) {
            return null;
        }
        try {
            long size = size(descriptors, (int) fd);
            return descriptors.mapping(
                    size, Descriptors.PROT_READ, Descriptors.MAP_PRIVATE, (int) fd, 0);
        } finally {
            descriptors.close((int) fd);
        }
    }

    /// 0, which cannot be mapped, if there is no header.
    private static long size(Descriptors descriptors, int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment head = arena.allocate(HEADER, Integer.BYTES);
            if (descriptors.read(fd, head.address(), HEADER) < HEADER) {
                return 0;
            }
            long strings = word(head, 16) + word(head, 20);
            return strings + word(head, 4);
        }
    }

    private static long word(MemorySegment head, int offset) {
        return Integer.toUnsignedLong(head.get(ValueLayout.JAVA_INT, offset));
    }

    @Override
    public void close() {
        if (mapping != null) {
            mapping.close();
        }
    }
}
