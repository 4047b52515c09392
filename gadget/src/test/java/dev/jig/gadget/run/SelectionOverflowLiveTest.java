// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.container.ContainerOptions;
import dev.jig.container.ContainerSelection;
import dev.jig.container.ContainerSelection.Criterion;
import dev.jig.container.Containers;
import dev.jig.ebpf.BpfMap;
import dev.jig.ebpf.Kernel;
import dev.jig.object.MapSpec;
import dev.jig.object.MapType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// More containers are selected than the kernel's map has room for. Their state is written by hand,
/// their processes and mount namespaces are real.
@Tag("live")
@Tag("host")
@Timeout(60)
class SelectionOverflowLiveTest {
    private static final Path STATES = Path.of("/run/runc");
    private static final int ROOM = 2;
    private static final int CONTAINERS = 4;

    private final List<Process> processes = new ArrayList<>();
    private final List<Path> states = new ArrayList<>();

    @AfterEach
    void end() throws IOException {
        processes.forEach(Process::destroyForcibly);
        for (Path state : states) {
            Files.deleteIfExists(state);
            Files.deleteIfExists(state.getParent());
        }
    }

    private static Path namespace(String pid) {
        return Path.of("/proc", pid, "ns/mnt");
    }

    private void startContainer(String name) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("unshare", "--mount", "sleep", "300").start();
        processes.add(process);
        Path own = Files.readSymbolicLink(namespace("self"));
        Path its = namespace(Long.toString(process.pid()));
        while (Files.readSymbolicLink(its).equals(own)) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        Path state = Files.createDirectories(STATES.resolve(name)).resolve("state.json");
        states.add(state);
        String text = "{\"id\": \"%s\", \"init_process_pid\": %d}".formatted(name, process.pid());
        Files.writeString(state, text);
    }

    @Test
    void whatDoesNotFitIsReportedOnceAndAddedWhenThereIsRoom() throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < CONTAINERS; i++) {
            names.add("jig-overflow-" + i);
            startContainer(names.getLast());
        }
        var selection = new ContainerSelection(Map.of(Criterion.NAME, String.join(",", names)));
        BlockingQueue<String> problems = new LinkedBlockingQueue<>();
        ContainerOptions options =
                ContainerOptions.defaults().withRuntimes(Set.of()).withHook(false);
        MapSpec small = MapSpec.of("filter", MapType.HASH, Long.BYTES, Integer.BYTES, ROOM);
        try (Kernel kernel = Kernel.running();
                BpfMap map = BpfMap.create(small, kernel);
                Containers containers = Containers.start(options);
                SelectedNamespaces _ =
                        new SelectedNamespaces(
                                new ContainerFilter(containers, selection, false, problems::add),
                                map)) {
            for (int i = ROOM; i < CONTAINERS; i++) {
                assertThat(problems.poll(30, TimeUnit.SECONDS))
                        .matches(
                                "select containers: add mount namespace \\d+: the kernel's map of"
                                        + " 2 is full, its events are missing");
            }
            assertThat(entries(map)).isEqualTo(ROOM);
            // of ended ones the name is kept for seconds, and then there is room for the others
            processes.getFirst().destroyForcibly().waitFor();
            processes.get(1).destroyForcibly().waitFor();
            while (!holdsOnly(map, processes.subList(ROOM, CONTAINERS))) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(problems).isEmpty();
        }
    }

    private static int entries(BpfMap map) {
        return map.forEach((_, _, _, _) -> {});
    }

    private static boolean holdsOnly(BpfMap map, List<Process> wanted) throws IOException {
        List<Long> keys = new ArrayList<>();
        map.forEach((memory, at, _, _) ->
                keys.add(memory.get(java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED, at)));
        List<Long> expected = new ArrayList<>();
        for (Process process : wanted) {
            String link =
                    Files.readSymbolicLink(namespace(Long.toString(process.pid()))).toString();
            expected.add(Long.parseLong(link.replaceAll("\\D", "")));
        }
        return Set.copyOf(keys).equals(Set.copyOf(expected));
    }
}
