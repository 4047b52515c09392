// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.output.OutputMode;
import dev.jig.gadget.run.RunSummary;
import dev.jig.image.Diagram;
import dev.jig.image.Edge;
import dev.jig.image.Interaction;
import dev.jig.image.MapUse;
import dev.jig.image.document.Node;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CoverageReportTest {
    private static final RunSummary END = new RunSummary(5, 5, 2, RunSummary.End.STOPPED);

    private static final CoverageReport REPORT =
            new CoverageReport(
                    new Diagram(
                            List.of("events", "heap"),
                            List.of(
                                    new Diagram.Part(
                                            "send",
                                            List.of(
                                                    edge("heap", MapUse.LOOKUP, 0),
                                                    edge("events", MapUse.RING_RESERVE, 8),
                                                    edge("events", MapUse.RING_DISCARD, 1))))),
                    overhead(9, 4200, 3_000));

    private static Edge edge(String map, MapUse use, int times) {
        Edge.Site site = Edge.Site.possible(7, null);
        return Edge.possible(new Interaction("send", map, use), List.of(site)).counted(_ -> times);
    }

    private static Overhead overhead(long counts, long picoseconds, long nanoseconds) {
        return new Overhead(
                3, 12, counts, OptionalLong.of(picoseconds), OptionalLong.of(nanoseconds));
    }

    @Test
    void eventsAreComparedWithOutputs() {
        assertThat(REPORT.events(END))
                .isEqualTo("coverage: 7 event outputs; 5 events delivered, 2 lost");
    }

    @Test
    void aDocumentSaysEverything() {
        Json json = Json.parse(REPORT.withEvents(END).text(OutputMode.JSON)).at("coverage");
        assertThat(json.keys()).containsExactly("diagram", "events", "overhead");
        assertThat(json.number("events.outputs")).isEqualTo(7);
        assertThat(json.number("events.delivered")).isEqualTo(5);
        assertThat(json.number("events.lost")).isEqualTo(2);
        assertThat(json.number("overhead.counts")).isEqualTo(9);
        assertThat(json.number("overhead.slots")).isEqualTo(12);
        Json edge = json.byName("diagram.programs").values().iterator().next();
        assertThat(edge.at("edges").toString()).contains("times", "Discard");
        String pretty = REPORT.withEvents(END).text(OutputMode.JSONPRETTY);
        assertThat(Json.parse(pretty).at("coverage")).isEqualTo(json);
    }

    /// Before the end it is not known what will become of the events.
    @Test
    void whileItRunsThereAreOutputsOnly() {
        Json json = Json.parse(REPORT.text(OutputMode.JSON));
        assertThat(json.at("coverage.events").keys()).containsExactly("outputs");
    }

    @Test
    void amongDocumentsOfYamlItIsOneMore() {
        assertThat(REPORT.text(OutputMode.YAML))
                .startsWith("---\ncoverage:\n")
                .contains("outputs: 7");
    }

    @Test
    void forPeopleItIsBothDiagrams() {
        for (OutputMode mode : List.of(OutputMode.COLUMNS, OutputMode.NONE)) {
            assertThat(REPORT.text(mode))
                    .startsWith("flowchart LR\n")
                    .contains("send -. \"Lookup 0\" .-x heap\n")
                    .contains("\nsequenceDiagram\n")
                    .contains("send->>events: Reserve 8\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    9       | 4200 | 3000     | of 4.2 ns cost 37.8 ns of the 3.0 µs | , 1.3 %
                    1000000 | 5000 | 40000000 | of 5.0 ns cost 5.0 ms of the 40.0 ms | , 12.5 %
                    0       | 5000 | 0        | of 5.0 ns cost 0.0 ns                |
                    """)
    void theOverheadIsOneLine(
            long counts, long picoseconds, long nanoseconds, String cost, @Nullable String share) {
        String ran = share == null ? "" : " that the programs ran" + share;
        assertThat(overhead(counts, picoseconds, nanoseconds).words())
                .isEqualTo(
                        "coverage: 3 counters, 12 instructions more; %d counts %s%s"
                                .formatted(counts, cost, ran));
    }

    @Test
    void anOverheadThatCannotBeMeasuredIsNotMadeUp() {
        Overhead unknown = new Overhead(3, 12, 9, OptionalLong.empty(), OptionalLong.empty());
        assertThat(unknown.words())
                .isEqualTo("coverage: 3 counters, 12 instructions more; 9 counts");
        assertThat(((Node.Members) unknown.document()).byName())
                .containsOnlyKeys("counters", "slots", "counts");
    }
}
