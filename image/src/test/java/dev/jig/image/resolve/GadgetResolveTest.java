// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.run.GadgetConfiguration;
import dev.jig.image.Diagram;
import dev.jig.image.Flowchart;
import dev.jig.object.btf.Btf;
import dev.jig.object.core.CoreTargets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// Our gadgets on the running kernel, which has ring buffers.
@EnabledIf("hasTypes")
final class GadgetResolveTest {
    private static final Path TYPES = Path.of("/sys/kernel/btf/vmlinux");

    static boolean hasTypes() {
        return Files.exists(TYPES);
    }

    @Test
    void signalsUseNeitherTheHeapNorValues() throws IOException {
        String chart = chart("trace_signal", Map.of());
        assertThat(chart)
                .contains("ig_sig_generate -- \"Reserve\" --> events\n")
                .contains("ig_sig_generate -. \"Submit\" .-> events\n")
                .doesNotContain("gadget_heap", "values", "kill", "EventOutput", "Discard");
    }

    @Test
    void killOnlyUpdatesValues() throws IOException {
        assertThat(chart("trace_signal", Map.of("kill-only", "true")))
                .contains("ig_sig_kill_e -- \"Update\" --> values\n")
                .contains("ig_sig_kill_x -- \"Lookup+Delete\" --> values\n")
                .doesNotContain("gadget_heap", "ig_sig_generate", "EventOutput");
    }

    @Test
    void whatAParamMakesConditionalIsDotted() throws IOException {
        assertThat(chart("trace_signal", Map.of("failed", "true")))
                .contains("ig_sig_generate -. \"Reserve\" .-> events\n");
    }

    @Test
    void executionsAlwaysLookUpWhatTheyBeganWith() throws IOException {
        assertThat(chart("trace_exec", Map.of()))
                .contains("ig_sched_exec -- \"Lookup+Delete\" --> execs\n")
                .contains("ig_sched_exec -. \"Output\" .-> events\n")
                .doesNotContain("EventOutput");
    }

    @Test
    void aConditionHasItsLine() throws IOException {
        var submit =
                diagram("trace_signal", Map.of()).programs().getFirst().edges().stream()
                        .filter(edge -> edge.interaction().use().word().equals("Submit"))
                        .findFirst()
                        .orElseThrow();
        assertThat(submit.always()).isFalse();
        assertThat(Objects.requireNonNull(submit.condition()).text())
                .contains("gadget_reserve_buf(");
    }

    private static String chart(String gadget, Map<String, String> values) throws IOException {
        return Flowchart.of(diagram(gadget, values));
    }

    private static Diagram diagram(String name, Map<String, String> values) throws IOException {
        GadgetSpec gadget =
                GadgetSpec.open(Path.of(System.getProperty("jig.gadgets")).resolve(name));
        Btf kernel = Btf.parse(ByteBuffer.wrap(Files.readAllBytes(TYPES)));
        return ResolvedDiagram.of(GadgetConfiguration.of(gadget, values), CoreTargets.of(kernel));
    }
}
