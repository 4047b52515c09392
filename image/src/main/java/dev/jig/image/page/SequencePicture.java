// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.page;

import dev.jig.image.Diagram;
import dev.jig.image.Edge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws a sequence diagram: a line down for each program and each map that is used, an arrow for
/// each use, from top to bottom.
final class SequencePicture {
    private static final int ROW = 28;
    private static final int HEAD = 28;
    private static final int GAP = 14;
    private static final int MARGIN = 16;
    private static final int TITLE = 22;

    private final Canvas canvas;
    private final Places places;
    private final Diagram diagram;
    private final Map<String, Integer> programs = new LinkedHashMap<>();
    private final Map<String, Integer> maps = new LinkedHashMap<>();
    private final int top;
    private int next = MARGIN;

    private SequencePicture(Canvas canvas, Places places, Diagram diagram, int top) {
        this.canvas = canvas;
        this.places = places;
        this.diagram = diagram;
        this.top = top;
    }

    /// @param top where the picture begins
    static void draw(Diagram diagram, Places places, Canvas canvas, int top) {
        new SequencePicture(canvas, places, diagram, top).draw();
    }

    private void draw() {
        List<Edge> edges = diagram.edges().toList();
        int bottom = top + TITLE + HEAD + GAP + (edges.size() + 1) * ROW;
        List<String> names = new ArrayList<>();
        diagram.programs().forEach(part -> names.add(part.program()));
        group("eBPF Programs", names, programs, bottom);
        next += GAP;
        group("eBPF Maps", edges.stream().map(Edge::map).distinct().toList(), maps, bottom);
        int y = top + TITLE + HEAD + GAP + ROW;
        for (Edge edge : edges) {
            draw(edge, y);
            y += ROW;
        }
    }

    private void group(String title, List<String> names, Map<String, Integer> into, int bottom) {
        if (names.isEmpty()) {
            return;
        }
        int widths = names.stream().mapToInt(SequencePicture::column).sum();
        canvas.box("group", next, top, widths + GAP, bottom - top + GAP);
        canvas.text("title", "middle", next + (widths + GAP) / 2, top + 16, title);
        int x = next + GAP / 2;
        for (String name : names) {
            int wide = column(name);
            int middle = x + wide / 2;
            canvas.line("life", "M%d,%d V%d".formatted(middle, top + TITLE + HEAD, bottom));
            canvas.box("program", x + GAP / 2, top + TITLE, wide - GAP, HEAD);
            canvas.text("name", "middle", middle, top + TITLE + HEAD / 2 + 4, name);
            into.put(name, middle);
            x += wide;
        }
        next = x + GAP / 2;
    }

    private static int column(String name) {
        return Math.max(Canvas.width(name) + 3 * GAP, 110);
    }

    private void draw(Edge edge, int y) {
        int from = programs.getOrDefault(edge.interaction().program(), 0);
        int to = maps.getOrDefault(edge.map(), 0);
        canvas.beginLink(places.of(edge));
        canvas.line(
                edge.never() ? FlowchartPicture.NEVER : edge.always() ? "arrow" : "arrow dotted",
                "M%d,%d H%d".formatted(from, y, to - 2));
        canvas.text(
                edge.never() ? "label never" : "label",
                "middle",
                (from + to) / 2,
                y - 5,
                edge.label());
        canvas.endLink();
    }
}
