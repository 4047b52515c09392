// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import dev.jig.ebpf.Kernel;
import dev.jig.gadget.GadgetCatalog;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.run.GadgetOutline;
import dev.jig.gadget.run.GadgetRun;
import dev.jig.gadget.run.RunOptions;
import dev.jig.image.memory.MapMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Kernel memory locked by the maps of the gadgets: on the CPUs of this machine as the kernel
/// counts it, and of all together as worked out for a machine of 16 CPUs.
///
/// @param gadgets the built gadgets' directory
record MapBench(Path gadgets) {
    private static final List<String> NAMES = List.of("trace_exec", "trace_signal");
    private static final int MANY_CPUS = 16;
    private static final int PAGE_BYTES = 4096;
    private static final double MEBIBYTE = 1 << 20;

    /// 25 MB.
    private static final double BOUND_MEBIBYTES = 25_000_000 / MEBIBYTE;

    List<Row> run() {
        List<Row> rows = new ArrayList<>();
        try (Kernel kernel = Kernel.running()) {
            for (String name : NAMES) {
                rows.add(row(name, kernel));
            }
        }
        rows.add(together());
        return rows;
    }

    private Row together() {
        GadgetCatalog catalog = new GadgetCatalog(gadgets);
        MapMemory memory = new MapMemory(MANY_CPUS, PAGE_BYTES);
        double mebibytes =
                catalog.names().stream()
                                .map(catalog::open)
                                .map(gadget -> GadgetOutline.of(gadget, MANY_CPUS).object())
                                .mapToLong(memory::of)
                                .sum()
                        / MEBIBYTE;
        String what = "%d gadgets, maps on 16 CPUs, worked out".formatted(catalog.names().size());
        return new Row("P6", what, mebibytes, "MiB", "bound", BOUND_MEBIBYTES, 1);
    }

    private Row row(String name, Kernel kernel) {
        GadgetSpec gadget = GadgetSpec.open(gadgets.resolve(name));
        try (GadgetRun run = GadgetRun.start(gadget, Map.of(), RunOptions.defaults(), kernel)) {
            double mebibytes = run.lockedBytes() / MEBIBYTE;
            return new Row("P6", name + ", maps", mebibytes, "MiB", "bound", BOUND_MEBIBYTES, 1);
        }
    }
}
