// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What `jig doctor` says of the stock kernels, each answer of which is known beforehand.
@Tag("vm")
final class DoctorOfStockKernelsLiveTest {
    private static Json diagnosis;
    private static String series;

    @BeforeAll
    static void askOnce() {
        LiveJig jig = LiveJig.run("doctor", "-o", "json");
        assertThat(jig.exit()).isZero();
        diagnosis = Json.parse(String.join("\n", jig.out()));
        series = diagnosis.text("kernel").replaceFirst("^(\\d+\\.\\d+).*", "$1");
    }

    /// Debian builds all of them with everything, so only what came later is missing.
    private static Map<String, String> expected() {
        Map<String, String> answers =
                new HashMap<>(
                        Stream.of(
                                        "capabilities",
                                        "btf",
                                        "module_btf",
                                        "ring_buffer",
                                        "tracefs",
                                        "tracepoints",
                                        "raw_tracepoints",
                                        "btf_tracepoints",
                                        "kprobes",
                                        "kprobe_pmu",
                                        "kprobe_multi",
                                        "uprobes",
                                        "trampolines",
                                        "iterators",
                                        "memory_accounting",
                                        "no_lockdown")
                                .collect(Collectors.toMap(name -> name, name -> "yes")));
        switch (series) {
            case "5.10" -> {
                answers.put("module_btf", "no"); // since 5.11
                answers.put("memory_accounting", "no"); // since 5.11
                answers.put("kprobe_multi", "no"); // since 5.18
            }
            case "6.1" -> answers.put("kprobe_multi", "no"); // built without CONFIG_FPROBE
            case "6.12" -> {}
            default -> throw new AssertionError("no answers are known of kernel " + series);
        }
        return answers;
    }

    @Test
    void everyAnswerIsRight() {
        Map<String, String> answers =
                diagnosis.byName("features").entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        check -> check.getValue().text("available")));
        assertThat(answers).containsExactlyInAnyOrderEntriesOf(expected());
    }

    @Test
    void whatIsMissingIsSaidWithTheVersionThatHasIt() {
        Map<String, String> expected = expected();
        assertThat(diagnosis.byName("features").entrySet())
                .filteredOn(check -> "no".equals(expected.get(check.getKey())))
                .allSatisfy(check ->
                        assertThat(check.getValue().text("detail"))
                                .as(check.getKey())
                                .contains("needs 5.1"));
    }

    @Test
    void everyGadgetRunsThere() {
        Map<String, String> runs =
                diagnosis.byName("gadgets").entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, check -> check.getValue().text("runs")));
        assertThat(runs)
                .contains(
                        entry("trace_exec", "yes"),
                        entry("trace_signal", "yes"),
                        entry("trace_fsslower", "yes"))
                .allSatisfy((gadget, answer) -> assertThat(answer).as(gadget).isEqualTo("yes"));
    }
}
