// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import dev.jig.gadget.GadgetSpec;
import dev.jig.image.document.JsonText;
import dev.jig.image.document.Node;
import dev.jig.image.info.ExtraInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How long it takes to look into a gadget: by the launcher what people are told, and in a JVM that
/// is warm everything there is to say, as JSON. The slowest of the five gadgets counts.
///
/// @param launcher `./jig`
/// @param gadgets the built gadgets' directory
record InspectBench(Path launcher, Path gadgets) {
    private static final List<String> NAMES =
            List.of("fsnotify", "trace_exec", "trace_fsslower", "trace_signal", "trace_tcp");
    private static final int STARTS = 5;
    private static final int WARM_UP = 100;
    private static final int ROUNDS = 21;

    List<Row> run() throws IOException {
        double launched = 0;
        double warm = 0;
        for (String name : NAMES) {
            launched = Math.max(launched, launched(name));
            warm = Math.max(warm, warm(name));
        }
        return List.of(
                new Row(
                        "P9",
                        "jig image inspect, slowest gadget, median",
                        launched,
                        "ms",
                        "bound",
                        500,
                        1),
                new Row("P9", "the same, warm, all keys as JSON", warm, "ms", "bound", 20, 1));
    }

    private double launched(String name) throws IOException {
        List<Double> figures = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            long start = System.nanoTime();
            Process process =
                    new ProcessBuilder(launcher.toString(), "image", "inspect", name)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (Processes.waitFor(process) != 0) {
                throw new IOException("inspecting " + name + " failed");
            }
            figures.add(millisSince(start));
        }
        return new Figures(figures).median();
    }

    private double warm(String name) throws IOException {
        List<Double> figures = new ArrayList<>();
        for (int i = 0; i < WARM_UP + ROUNDS; i++) {
            long start = System.nanoTime();
            if (inspected(name).isEmpty()) {
                throw new IOException("nothing was said of " + name);
            }
            if (i >= WARM_UP) {
                figures.add(millisSince(start));
            }
        }
        return new Figures(figures).median();
    }

    private String inspected(String name) {
        GadgetSpec gadget = GadgetSpec.open(gadgets.resolve(name));
        Node.Builder all = Node.members();
        for (ExtraInfo info : ExtraInfo.values()) {
            all.put(info.key(), info.described(gadget.object()));
        }
        return JsonText.compact(all.build());
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
