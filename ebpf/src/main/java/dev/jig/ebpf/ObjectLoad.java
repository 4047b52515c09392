// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.Bytes;
import dev.jig.object.JigException;
import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One loading of an object: maps first, then programs, then the slots that hold them. For one use.
final class ObjectLoad {
    private static final String KCONFIG = ".kconfig";
    private static final Bytes ONLY_KEY = Bytes.zeros(Integer.BYTES);

    private final Kernel kernel;
    private final LoadOptions options;
    private final boolean perfBuffers;
    private final ObjectSpec spec;
    private final Map<String, BpfMap> maps = new LinkedHashMap<>();
    private final Map<String, Program> programs = new LinkedHashMap<>();
    private final Map<String, JigException> failures = new LinkedHashMap<>();

    ObjectLoad(ObjectSpec object, Kernel kernel, LoadOptions options) {
        this.kernel = kernel;
        this.options = options;
        this.perfBuffers = perfBuffers(object);
        this.spec = perfBuffers ? withPerfBuffers(object) : object;
    }

    private boolean perfBuffers(ObjectSpec object) {
        boolean rings =
                object.maps().values().stream().anyMatch(map -> map.type() == MapType.RINGBUF);
        return rings
                && (options.transport() == LoadOptions.Transport.PERF_BUFFER
                        || kernel.features().lacks(Feature.RING_BUFFER));
    }

    private static ObjectSpec withPerfBuffers(ObjectSpec object) {
        ObjectSpec changed = object;
        for (MapSpec map : object.maps().values()) {
            if (map.type() == MapType.RINGBUF) {
                changed = changed.withMap(map.retyped(MapType.PERF_EVENT_ARRAY, 4, 4, 0));
            }
        }
        return changed;
    }

    BpfObject load() {
        requireByteOrder();
        Memlock.raise(kernel);
        try (ObjectTypes types = ObjectTypes.load(spec.btf(), kernel)) {
            createMaps(types.fd());
            loadPrograms(types.fd());
            fillSlots();
            return new BpfObject(this, kernel);
        } catch (RuntimeException | Error failure) {
            closeAll();
            throw failure;
        }
    }

    ObjectSpec spec() {
        return spec;
    }

    LoadOptions options() {
        return options;
    }

    Map<String, BpfMap> maps() {
        return maps;
    }

    Map<String, Program> programs() {
        return programs;
    }

    Map<String, JigException> failures() {
        return failures;
    }

    private void requireByteOrder() {
        if (spec.order() != ByteOrder.nativeOrder()) {
            throw new KernelException(
                    "load object: it was compiled for the other byte order", Errno.EINVAL, null);
        }
    }

    private void createMaps(int btfFd) {
        MapFactory factory = new MapFactory(kernel, btfFd);
        for (MapSpec map : spec.maps().values()) {
            maps.put(map.name(), obtain(map, factory));
        }
    }

    private BpfMap obtain(MapSpec wanted, MapFactory factory) {
        BpfMap replacement = options.replacements().get(wanted.name());
        if (replacement != null) {
            MapPins.check(replacement, wanted, "use map " + wanted.name(), kernel);
            return replacement;
        }
        Path pins = options.pinDirectory();
        if (wanted.pinByName() && pins != null) {
            return MapPins.openOrCreate(wanted, pins, factory, kernel);
        }
        BpfMap map = factory.create(wanted);
        try {
            fill(map, wanted);
            return map;
        } catch (RuntimeException | Error failure) {
            map.close();
            throw failure;
        }
    }

    private void fill(BpfMap map, MapSpec wanted) {
        Bytes contents = wanted.contents();
        if (contents == null) {
            return;
        }
        Bytes filled =
                wanted.name().equals(KCONFIG)
                        ? KconfigValues.fill(spec, kernel, contents.size())
                        : contents;
        map.put(ONLY_KEY, filled);
        if (wanted.frozen()) {
            map.freeze();
        }
    }

    private void loadPrograms(int btfFd) {
        ProgramLoader loader = loader(btfFd);
        for (ProgramSpec program : spec.programs().values()) {
            if (program.autoload() && !options.skipped().contains(program.name())) {
                loadProgram(loader, program);
            }
        }
    }

    /// @param btfFd the object's types, 0 if the kernel has not taken them
    ProgramLoader loader(int btfFd) {
        ProgramContext context = new ProgramContext(spec, maps, btfFd);
        return new ProgramLoader(kernel, context, options, perfBuffers);
    }

    private void loadProgram(ProgramLoader loader, ProgramSpec program) {
        try {
            programs.put(program.name(), loader.load(program, options.logLevel()));
        } catch (JigException failure) {
            if (!options.optional().contains(program.name())) {
                throw failure;
            }
            failures.put(program.name(), failure);
        }
    }

    /// The kernel empties a program array when its last descriptor is closed, so the object has to
    /// stay open for as long as the slots are needed.
    private void fillSlots() {
        for (MapSpec map : spec.maps().values()) {
            for (MapSpec.Slot slot : map.slots()) {
                fillSlot(map, slot);
            }
        }
    }

    private void fillSlot(MapSpec map, MapSpec.Slot slot) {
        Integer fd = descriptor(slot.target());
        if (fd != null) {
            at(map.name()).put(Words.of(slot.index()), Words.of(fd));
        } else if (!absent(slot.target())) {
            throw new KernelException(
                    "fill map %s: slot %d wants %s, which was not loaded"
                            .formatted(map.name(), slot.index(), slot.target()),
                    Errno.ENOENT,
                    null);
        }
    }

    private BpfMap at(String map) {
        BpfMap found = maps.get(map);
        if (found == null) {
            throw new IllegalStateException("no map " + map);
        }
        return found;
    }

    private @Nullable Integer descriptor(String target) {
        Program program = programs.get(target);
        BpfMap map = maps.get(target);
        return program != null ? Integer.valueOf(program.fd()) : map != null ? map.fd() : null;
    }

    /// Whether the user agreed to do without that program.
    private boolean absent(String target) {
        return failures.containsKey(target) || options.skipped().contains(target);
    }

    private void closeAll() {
        programs.values().forEach(Program::close);
        maps.values().stream()
                .filter(map -> !options.replacements().containsValue(map))
                .forEach(BpfMap::close);
    }
}
