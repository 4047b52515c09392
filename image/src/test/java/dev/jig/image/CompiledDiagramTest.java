// SPDX-License-Identifier: Apache-2.0
package dev.jig.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.object.ObjectReader;
import dev.jig.object.ObjectSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Diagrams of objects that clang made from `src/test/c`.
public final class CompiledDiagramTest {
    @Test
    void queuesStacksAndPerCpuLookups() {
        ObjectSpec object = compiled("map_uses");
        assertThat(Flowchart.of(object))
                .isEqualTo(
                        """
                        flowchart LR
                        counters[("counters")]
                        queue[("queue")]
                        stack[("stack")]
                        other_cpu -- "LookupPercpu" --> counters
                        other_cpu["other_cpu"]
                        turn_over -- "Pop" --> queue
                        turn_over -- "Push" --> stack
                        turn_over -- "Peek" --> stack
                        turn_over["turn_over"]
                        """);
    }

    @Test
    void subprogramsBelongToTheirCallers() {
        ObjectSpec object = compiled("subprograms");
        assertThat(SequenceDiagram.of(object))
                .isEqualTo(
                        """
                        sequenceDiagram
                        box eBPF Programs
                        participant first
                        participant second
                        end
                        box eBPF Maps
                        participant outer
                        participant shared
                        end
                        first->>outer: Update
                        first->>shared: Lookup
                        first->>shared: Delete
                        second->>shared: Lookup
                        second->>shared: Delete
                        """);
        assertThat(Flowchart.of(object))
                .contains("first -- \"Lookup+Delete\" --> shared")
                .contains("second -- \"Lookup+Delete\" --> shared");
    }

    /// Written from the rules, not from the output: see the comments in the source.
    @Test
    void everyRuleOfTheFlowchart() {
        assertThat(Flowchart.of(compiled("diagram_rules")))
                .isEqualTo(
                        """
                        flowchart LR
                        .data[(".data")]
                        never[("never")]
                        outer[("outer")]
                        perf[("perf")]
                        pinned[("pinned")]
                        plain[("plain")]
                        ring[("ring")]
                        a_first_by_name["a_first_by_name"]
                        branches -- "Lookup+Update" --> plain
                        branches -- "Lookup" --> never
                        branches["branches"]
                        callees_by_name -- "Delete" --> pinned
                        callees_by_name -- "Delete" --> plain
                        callees_by_name["callees_by_name"]
                        events -- "EventOutput" --> perf
                        events["events"]
                        maps_of_maps -- "Lookup+Update" --> outer
                        maps_of_maps["maps_of_maps"]
                        z_last_by_name -- "Lookup+Update" --> pinned
                        z_last_by_name -- "Delete" --> plain
                        z_last_by_name["z_last_by_name"]
                        """);
    }

    /// `z_last_by_name` calls `static_part`, which calls `global_part`: breadth first.
    @Test
    void everyRuleOfTheSequenceDiagram() {
        assertThat(SequenceDiagram.of(compiled("diagram_rules")))
                .isEqualTo(
                        """
                        sequenceDiagram
                        box eBPF Programs
                        participant a_first_by_name
                        participant branches
                        participant callees_by_name
                        participant events
                        participant maps_of_maps
                        participant z_last_by_name
                        end
                        box eBPF Maps
                        participant plain
                        participant never
                        participant pinned
                        participant perf
                        participant outer
                        end
                        branches->>plain: Update
                        branches->>never: Lookup
                        branches->>plain: Lookup
                        callees_by_name->>pinned: Delete
                        callees_by_name->>plain: Delete
                        events->>perf: EventOutput
                        maps_of_maps->>outer: Lookup
                        maps_of_maps->>outer: Update
                        z_last_by_name->>pinned: Lookup
                        z_last_by_name->>pinned: Update
                        z_last_by_name->>plain: Delete
                        """);
    }

    /// Seen in objects of other projects; written from the rules, see the comments in the source.
    @Test
    void shapesOfOtherProjects() {
        ObjectSpec object = compiled("foreign_shapes");
        assertThat(Flowchart.of(object))
                .isEqualTo(
                        """
                        flowchart LR
                        .data[(".data")]
                        .data.apart[(".data.apart")]
                        .rodata.str1.1[(".rodata.str1.1")]
                        buffers[("buffers")]
                        cgroups[("cgroups")]
                        scratch[("scratch")]
                        seen[("seen")]
                        asks_the_kernel -- "Update" --> seen
                        asks_the_kernel["asks_the_kernel"]
                        forgets_all -- "Delete" --> seen
                        forgets_all["forgets_all"]
                        found_buffer -- "Lookup" --> buffers
                        found_buffer -- "Lookup+Update" --> scratch
                        found_buffer["found_buffer"]
                        of_a_group["of_a_group"]
                        """);
        assertThat(SequenceDiagram.of(object))
                .endsWith(
                        """
                        box eBPF Maps
                        participant seen
                        participant buffers
                        participant scratch
                        end
                        asks_the_kernel->>seen: Update
                        forgets_all->>seen: Delete
                        found_buffer->>buffers: Lookup
                        found_buffer->>scratch: Update
                        found_buffer->>scratch: Lookup
                        """);
    }

    public static ObjectSpec compiled(String name) {
        String path = "/bpf/" + name + ".bpf.o";
        try (InputStream in =
                Objects.requireNonNull(CompiledDiagramTest.class.getResourceAsStream(path), path)) {
            return ObjectReader.read(name, in.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
