// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.ebpf.Kernel;
import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.run.GadgetRun;
import dev.jig.gadget.run.RunOptions;
import dev.jig.gadget.schema.FieldType;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntConsumer;

/// The README's example of a gadget inside another program.
final class Embedding {
    private Embedding() {}

    // README begin
    /// Calls back with the process id of each program that is executed, until there were enough.
    static void watchExecutions(Path gadgets, long enough, IntConsumer callback) {
        GadgetSpec gadget = GadgetSpec.open(gadgets.resolve("trace_exec"));
        var source = gadget.dataSources().getFirst();
        var pid = (FieldType.Whole) source.field("proc.pid").orElseThrow().type();
        RunOptions options = RunOptions.defaults().withMaxEvents(enough);
        try (Kernel kernel = Kernel.running();
                GadgetRun run = GadgetRun.start(gadget, Map.of("paths", "true"), options, kernel)) {
            run.run(_ ->
                    (memory, offset, length) -> {
                        long at = offset + pid.offset();
                        callback.accept(memory.get(ValueLayout.JAVA_INT_UNALIGNED, at));
                        return true; // it counts towards what is enough
                    });
        }
    }
    // README end
}
