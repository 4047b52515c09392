// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.page;

import dev.jig.image.Arrow;
import dev.jig.image.Edge;
import dev.jig.image.listing.Listing;
import dev.jig.image.listing.ListingText;
import dev.jig.object.ObjectSpec;
import dev.jig.object.ProgramSpec;
import dev.jig.object.insn.SourceLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What arrows lead to: the source lines and instructions behind them, each at a place of its own.
/// Not safe for use by several threads.
final class Places {
    private static final int BEFORE = 8;

    private final ObjectSpec object;
    private final Map<String, Listing> listings = new HashMap<>();
    private final Map<String, Place> places = new LinkedHashMap<>();

    /// @param text lines, each ended by a line feed
    record Place(String id, String heading, String text) {}

    Places(ObjectSpec object) {
        this.object = object;
    }

    /// All that were asked for.
    List<Place> all() {
        return List.copyOf(places.values());
    }

    String of(Edge edge) {
        return of(List.of(edge));
    }

    String of(Arrow arrow) {
        return of(arrow.edges());
    }

    private String of(List<Edge> edges) {
        Edge first = edges.getFirst();
        String words = String.join("+", edges.stream().map(Edge::label).toList());
        String heading = "%s: %s %s".formatted(first.interaction().program(), words, first.map());
        return places.computeIfAbsent(
                        heading, _ -> new Place("edge" + places.size(), heading, text(edges)))
                .id();
    }

    private String text(List<Edge> edges) {
        StringBuilder text = new StringBuilder();
        for (Edge edge : edges) {
            SourceLine condition = edge.condition();
            if (condition != null) {
                text.append("depends on: ").append(words(condition)).append('\n');
            }
            for (Edge.Site site : edge.sites()) {
                append(edge, site, text);
            }
        }
        return text.toString();
    }

    private void append(Edge edge, Edge.Site site, StringBuilder text) {
        SourceLine line = site.line();
        text.append(text.isEmpty() ? "" : "\n").append(edge.use().word());
        site.times().ifPresent(times -> text.append(' ').append(times));
        text.append(line == null ? "" : ": " + words(line)).append('\n');
        text.append(ListingText.full().of(excerpt(edge.interaction().program(), site.slot())));
    }

    private static String words(SourceLine line) {
        return "%s (%s:%d)".formatted(line.text().strip(), line.file(), line.line());
    }

    /// The instruction at that slot, and what comes before it.
    private Listing excerpt(String program, int slot) {
        List<Listing.Line> lines = listings.computeIfAbsent(program, this::listing).lines();
        List<Listing.Line> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i) instanceof Listing.Line.Code code && code.slot() == slot) {
                kept.addAll(lines.subList(Math.max(0, i - BEFORE), i + 1));
            }
        }
        return new Listing(kept);
    }

    private Listing listing(String name) {
        ProgramSpec program = object.programs().get(name);
        return program == null ? new Listing(List.of()) : Listing.of(object, program);
    }
}
