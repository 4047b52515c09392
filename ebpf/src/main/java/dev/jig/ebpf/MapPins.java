// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.jig.ebpf.sys.Descriptors;
import dev.jig.ebpf.sys.Host;
import dev.jig.ebpf.sys.Syscall;
import dev.jig.object.MapSpec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Names of maps on bpffs.
final class MapPins {
    private static final long BPFFS_MAGIC = 0xcafe4a11L;
    private static final int STATFS_SIZE = 256;

    private MapPins() {}

    /// Empty if there is nothing of that name.
    static Optional<BpfMap> open(Path path, Kernel kernel) {
        long fd = kernel.host().bpf().openPinned(path.toString());
        if (Errno.of(-fd) == Errno.ENOENT) {
            return Optional.empty();
        }
        if (fd < 0) {
            throw Failures.of(kernel, "open pinned map", path.toString(), fd);
        }
        return Optional.of(adopt((int) fd, path, kernel));
    }

    private static BpfMap adopt(int fd, Path path, Kernel kernel) {
        try {
            String name = String.valueOf(path.getFileName());
            MapInfo info = MapInfo.of(kernel.host().bpf(), fd, name);
            return new BpfMap(kernel, info.spec(name), fd);
        } catch (KernelException failure) {
            kernel.host().descriptors().close(fd);
            throw failure;
        }
    }

    /// The map pinned under its name in a directory, made and pinned by the factory if there is
    /// none.
    static BpfMap openOrCreate(MapSpec wanted, Path directory, MapFactory factory, Kernel kernel) {
        Path path = directory.resolve(wanted.name());
        Optional<BpfMap> pinned = open(path, kernel);
        if (pinned.isPresent()) {
            return compatible(pinned.get(), wanted, path.toString(), kernel);
        }
        BpfMap created = factory.create(wanted);
        try {
            created.pin(path);
            return created;
        } catch (KernelException failure) {
            created.close();
            if (failure.errno() == Errno.EEXIST) {
                return openOrCreate(wanted, directory, factory, kernel);
            }
            throw failure;
        }
    }

    private static BpfMap compatible(BpfMap map, MapSpec wanted, String path, Kernel kernel) {
        try {
            check(map, wanted, "use pinned map " + path, kernel);
            return map;
        } catch (KernelException different) {
            map.close();
            throw different;
        }
    }

    /// @throws KernelException naming all differences, if the map is not what the spec asks for
    static void check(BpfMap map, MapSpec wanted, String operation, Kernel kernel) {
        MapInfo info = MapInfo.of(kernel.host().bpf(), map.fd(), map.name());
        List<String> differences = info.differences(MapFixes.fix(wanted, kernel));
        if (!differences.isEmpty()) {
            throw new KernelException(
                    operation + ": it has " + String.join(", ", differences), Errno.EINVAL, null);
        }
    }

    static void pin(BpfMap map, Path path) {
        Kernel kernel = map.kernel();
        long status = kernel.host().bpf().pin(map.fd(), path.toString());
        if (status >= 0) {
            return;
        }
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null && elsewhere(kernel.host(), parent)) {
            throw new KernelException(
                    "pin map " + map.name() + " to " + path + ": not on a bpf file system",
                    Errno.of(-status),
                    null);
        }
        throw Failures.of(kernel, "pin map " + map.name() + " to", path.toString(), status);
    }

    /// Whether a directory is certainly not on bpffs.
    private static boolean elsewhere(Host host, Path directory) {
        long fd = host.descriptors().open(directory.toString(), Descriptors.READ_ONLY);
        if (fd < 0) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment facts = arena.allocate(STATFS_SIZE, 8);
            long status = host.syscalls().call(Syscall.FSTATFS, fd, facts.address());
            return status >= 0 && facts.get(JAVA_LONG, 0) != BPFFS_MAGIC;
        } finally {
            host.descriptors().close((int) fd);
        }
    }
}
