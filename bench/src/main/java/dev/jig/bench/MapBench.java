// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import dev.jig.ebpf.Kernel;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.run.GadgetRun;
import dev.jig.gadget.run.RunOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Kernel memory locked by the maps of the gadgets, on the CPUs of this machine.
///
/// @param gadgets the built gadgets' directory
record MapBench(Path gadgets) {
    private static final List<String> NAMES = List.of("trace_exec", "trace_signal");
    private static final double MEBIBYTE = 1 << 20;

    List<Row> run() {
        List<Row> rows = new ArrayList<>();
        try (Kernel kernel = Kernel.running()) {
            for (String name : NAMES) {
                rows.add(row(name, kernel));
            }
        }
        return rows;
    }

    private Row row(String name, Kernel kernel) {
        GadgetSpec gadget = GadgetSpec.open(gadgets.resolve(name));
        try (GadgetRun run = GadgetRun.start(gadget, Map.of(), RunOptions.defaults(), kernel)) {
            double mebibytes = run.lockedBytes() / MEBIBYTE;
            return new Row("P6", name + ", maps", mebibytes, "MiB", "bound", 25, 1);
        }
    }
}
