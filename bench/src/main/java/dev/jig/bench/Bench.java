// SPDX-License-Identifier: Apache-2.0
package dev.jig.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Prints the table of performance figures, each against a peer of the same run or a bound.
///
/// Arguments: the tree's root and the directory with the compiled peers. Exit code 1 if a target is
/// missed.
public final class Bench {
    private Bench() {}

    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]);
        Path peers = Path.of(args[1]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        DrainBench drains = new DrainBench(peers.resolve("peer"), peers.resolve("gadget"));
        drains.verify(Files.createTempDirectory(peers, "lines"));
        List<Row> rows = new ArrayList<>(drains.run());
        rows.add(new LoadBench(peers.resolve("peer"), root.resolve("target/gadgets")).run());
        rows.addAll(new ProcessBench(root.resolve("jig"), peers.resolve("victim")).run());
        rows.addAll(new TraceBench(root.resolve("jig"), peers).run());
        rows.addAll(
                new ContainerBench(
                                root.resolve("jig"),
                                root.resolve("target/gadgets"),
                                peers.resolve("victim"))
                        .run());
        rows.addAll(new MapBench(root.resolve("target/gadgets")).run());
        rows.addAll(new ProbeBench(root.resolve("jig-vm"), peers).run());
        rows.addAll(new InspectBench(root.resolve("jig"), root.resolve("target/gadgets")).run());
        out.println(Row.HEADING);
        rows.forEach(out::println);
        System.exit(rows.stream().allMatch(Row::met) ? 0 : 1);
    }
}
