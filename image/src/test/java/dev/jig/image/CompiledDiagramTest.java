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
final class CompiledDiagramTest {
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

    static ObjectSpec compiled(String name) {
        String path = "/bpf/" + name + ".bpf.o";
        try (InputStream in =
                Objects.requireNonNull(CompiledDiagramTest.class.getResourceAsStream(path), path)) {
            return ObjectReader.read(name, in.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
