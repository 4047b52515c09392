// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.ebpf.sys.Bpf;
import dev.jig.ebpf.sys.MapCreation;
import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import org.jspecify.annotations.Nullable;

/// Creates maps. What an old kernel may lack is tried first and probed only when it is refused.
final class MapFactory {
    private static final String CREATE = "create map";

    private final Kernel kernel;
    private final Bpf bpf;
    private final int btfFd;

    /// @param btfFd the object's types in the kernel, 0 for none
    MapFactory(Kernel kernel, int btfFd) {
        this.kernel = kernel;
        this.bpf = kernel.host().bpf();
        this.btfFd = btfFd;
    }

    /// Creates an empty map.
    BpfMap create(MapSpec wanted) {
        MapSpec spec = MapFixes.fix(wanted, kernel);
        MapSpec inner = spec.inner();
        if (!spec.type().mapInMap() || inner == null) {
            return create(spec, 0);
        }
        try (BpfMap template = create(inner)) {
            return create(spec, template.fd());
        }
    }

    private BpfMap create(MapSpec spec, int innerFd) {
        MapCreation creation = creation(spec, innerFd);
        long result = bpf.createMap(creation);
        if (result < 0 && mayBeBtf(creation, result)) {
            creation = creation.withoutBtf();
            result = bpf.createMap(creation);
        }
        if (Errno.of(-result) == Errno.EINVAL || Errno.of(-result) == Errno.E2BIG) {
            creation = forOldKernel(creation);
            result = bpf.createMap(creation);
        }
        if (result < 0) {
            throw refused(creation, spec, result);
        }
        return new BpfMap(kernel, spec.withFlags(creation.flags()), (int) result);
    }

    private MapCreation creation(MapSpec spec, int innerFd) {
        int flags = spec.flags();
        if (spec.isData()) {
            flags |= MapCreation.MAPPABLE;
        }
        if (spec.numaNode() >= 0) {
            flags |= MapCreation.NUMA_NODE;
        }
        boolean types = spec.keyType() != 0 || spec.valueType() != 0;
        boolean btf = btfFd != 0 && types && MapFixes.takesBtf(spec.type());
        return new MapCreation(
                spec.type().code(),
                spec.keySize(),
                spec.valueSize(),
                spec.maxEntries(),
                flags,
                innerFd,
                Math.max(spec.numaNode(), 0),
                MapFixes.kernelName(spec.name()),
                btf ? btfFd : 0,
                btf ? spec.keyType() : 0,
                btf ? spec.valueType() : 0,
                spec.extra());
    }

    private static boolean mayBeBtf(MapCreation creation, long result) {
        Errno errno = Errno.of(-result);
        return creation.btfFd() != 0 && (errno == Errno.ENOTSUPP || errno == Errno.EINVAL);
    }

    /// Without names, dots in names and mapping where the kernel certainly has none of them.
    private MapCreation forOldKernel(MapCreation creation) {
        Features features = kernel.features();
        MapCreation plain = creation;
        if (features.lacks(Feature.OBJECT_NAMES)) {
            plain = plain.named("");
        } else if (features.lacks(Feature.OBJECT_NAME_DOTS)) {
            plain = plain.named(MapFixes.withoutDots(plain.name()));
        }
        boolean mapped = (plain.flags() & MapCreation.MAPPABLE) != 0;
        return mapped && features.lacks(Feature.MAPPABLE_ARRAYS)
                ? plain.withFlags(plain.flags() & ~MapCreation.MAPPABLE)
                : plain;
    }

    private RuntimeException refused(MapCreation creation, MapSpec spec, long result) {
        Feature missing = missing(creation, spec);
        if (missing != null) {
            return Failures.unsupported(CREATE + " " + spec.name(), missing);
        }
        return Failures.of(kernel, CREATE, spec.name(), result);
    }

    /// The feature the map needs and the kernel certainly lacks.
    private @Nullable Feature missing(MapCreation creation, MapSpec spec) {
        Features features = kernel.features();
        if (spec.type().mapInMap() && features.lacks(Feature.NESTED_MAPS)) {
            return Feature.NESTED_MAPS;
        }
        if (spec.type() == MapType.RINGBUF && features.lacks(Feature.RING_BUFFER)) {
            return Feature.RING_BUFFER;
        }
        if (has(creation, MapCreation.INNER_MAP) && features.lacks(Feature.INNER_MAP_FLAG)) {
            return Feature.INNER_MAP_FLAG;
        }
        if (has(creation, MapCreation.READ_ONLY_FOR_PROGRAMS)
                && features.lacks(Feature.READ_ONLY_MAPS)) {
            return Feature.READ_ONLY_MAPS;
        }
        return null;
    }

    private static boolean has(MapCreation creation, int flag) {
        return (creation.flags() & flag) != 0;
    }
}
