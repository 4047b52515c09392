// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.Bpf;
import dev.jig.ebpf.sys.CStrings;
import dev.jig.object.Bytes;
import dev.jig.object.btf.Btf;
import dev.jig.object.btf.BtfSanitizer;
import dev.jig.object.btf.BtfSupport;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The object's own types in the kernel. Programs and maps work without them, so a refusal is a
/// warning; what cannot do without says so itself. Owned by whoever loaded it.
///
/// @param fd 0 if the kernel has not taken them
record ObjectTypes(Kernel kernel, int fd) implements AutoCloseable {
    private static final int LOG_BYTES = 256 << 10;

    /// All kinds are tried first; what the kernel lacks is asked only if it refuses.
    static ObjectTypes load(Btf btf, Kernel kernel) {
        if (btf.typeCount() <= 1) {
            return new ObjectTypes(kernel, 0);
        }
        long fd = load(BtfSanitizer.sanitize(btf, BtfSupport.all()), kernel, false);
        if (Errno.of(-fd) == Errno.EINVAL) {
            Bytes sanitized = BtfSanitizer.sanitize(btf, kernel.features().btfSupport());
            fd = load(sanitized, kernel, true);
        }
        if (Errno.of(-fd) == Errno.EPERM) {
            throw Failures.of(kernel, "load", "types of the object", fd);
        }
        return new ObjectTypes(kernel, (int) Math.max(fd, 0));
    }

    private static long load(Bytes btf, Kernel kernel, boolean last) {
        Bpf bpf = kernel.host().bpf();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, btf.toArray());
            long fd = bpf.loadBtf(bytes, 0, MemorySegment.NULL);
            if (fd < 0 && last) {
                MemorySegment log = arena.allocate(LOG_BYTES);
                bpf.loadBtf(bytes, 1, log);
                kernel.warn("load types of the object: " + lastLine(CStrings.read(log)));
            }
            return fd;
        }
    }

    private static String lastLine(String log) {
        return log.lines().reduce("refused", (before, line) -> line);
    }

    @Override
    public void close() {
        if (fd > 0) {
            kernel.host().descriptors().close(fd);
        }
    }
}
