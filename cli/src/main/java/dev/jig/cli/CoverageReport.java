// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import dev.jig.gadget.output.OutputMode;
import dev.jig.gadget.run.RunSummary;
import dev.jig.image.Diagram;
import dev.jig.image.Flowchart;
import dev.jig.image.SequenceDiagram;
import dev.jig.image.coverage.Coverage;
import dev.jig.image.document.Node;
import dev.jig.image.resolve.DiagramFacts;
import java.util.Optional;

/// The diagrams of a run with their counts, and what counting has cost.
///
/// @param summary how the run went, empty if it still goes on
record CoverageReport(Diagram diagram, Overhead overhead, Optional<RunSummary> summary) {
    CoverageReport(Diagram diagram, Overhead overhead) {
        this(diagram, overhead, Optional.empty());
    }

    CoverageReport withEvents(RunSummary end) {
        return new CoverageReport(diagram, overhead, Optional.of(end));
    }

    /// Whether what the programs have put out is what became of it.
    String events(RunSummary end) {
        return "coverage: %d event outputs; %d events delivered, %d lost"
                .formatted(Coverage.outputs(diagram), end.delivered(), end.lost());
    }

    /// Both diagrams, or among documents another document.
    String text(OutputMode mode) {
        return switch (mode) {
            case COLUMNS, NONE -> Flowchart.of(diagram) + "\n" + SequenceDiagram.of(diagram);
            case JSON -> DocumentFormat.JSON.write(document());
            case JSONPRETTY -> DocumentFormat.JSONPRETTY.write(document());
            case YAML -> "---\n" + DocumentFormat.YAML.write(document());
        };
    }

    private Node document() {
        Node.Builder events = Node.members().put("outputs", Coverage.outputs(diagram));
        summary.ifPresent(end -> events.put("delivered", end.delivered()).put("lost", end.lost()));
        return Node.members()
                .put(
                        "coverage",
                        Node.members()
                                .put("diagram", DiagramFacts.of(diagram))
                                .put("events", events.build())
                                .put("overhead", overhead.document())
                                .build())
                .build();
    }
}
