// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.Descriptors;
import dev.jig.ebpf.sys.Mapping;
import dev.jig.ebpf.sys.SystemCallException;
import dev.jig.ebpf.sys.SystemFiles;
import dev.jig.object.btf.Btf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
            Mapping head = map(descriptors, (int) fd, HEADER);
            if (head == null) {
                return null;
            }
            try (head) {
                return map(descriptors, (int) fd, size(head));
            }
        } finally {
            descriptors.close((int) fd);
        }
    }

    private static long size(Mapping head) {
        ByteBuffer header = head.segment().asByteBuffer().order(ByteOrder.nativeOrder());
        long strings = Integer.toUnsignedLong(header.getInt(16)) + header.getInt(20);
        return strings + header.getInt(4);
    }

    private static @Nullable Mapping map(Descriptors descriptors, int fd, long size) {
        return descriptors.mapping(size, Descriptors.PROT_READ, Descriptors.MAP_PRIVATE, fd, 0);
    }

    @Override
    public void close() {
        if (mapping != null) {
            mapping.close();
        }
    }
}
