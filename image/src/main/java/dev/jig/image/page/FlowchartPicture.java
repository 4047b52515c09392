// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.page;

import dev.jig.image.Arrow;
import dev.jig.image.Diagram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws a flowchart: programs at the left, maps at the right. Every arrow leaves and arrives in a
/// row of its own, its words beside the program, so that no two labels meet; maps stand about as
/// high as the programs that use them.
final class FlowchartPicture {
    private static final int ROW = 20;
    private static final int GAP = 10;
    private static final int MARGIN = 16;
    private static final int CURVE = 160;

    /// How an arrow looks that was counted and never taken.
    static final String NEVER = "arrow never";

    private final Canvas canvas;
    private final Places places;
    private final Diagram diagram;
    private final Map<String, List<Integer>> incoming = new LinkedHashMap<>();
    private final Map<String, Integer> tops = new LinkedHashMap<>();
    private final Map<String, Integer> used = new LinkedHashMap<>();

    private FlowchartPicture(Canvas canvas, Places places, Diagram diagram) {
        this.canvas = canvas;
        this.places = places;
        this.diagram = diagram;
    }

    static void draw(Diagram diagram, Places places, Canvas canvas) {
        new FlowchartPicture(canvas, places, diagram).draw();
    }

    private void draw() {
        int top = MARGIN;
        for (Diagram.Part part : diagram.programs()) {
            top = note(part, top);
        }
        placeMaps();
        int programs = widest(diagram.programs().stream().map(Diagram.Part::program).toList());
        int labels = widest(labels());
        int left = MARGIN + programs;
        int right = left + labels + CURVE;
        int maps = widest(diagram.maps());
        top = MARGIN;
        for (Diagram.Part part : diagram.programs()) {
            top = draw(part, top, left, left + labels, right);
        }
        diagram.maps().forEach(map -> drawMap(map, right, maps));
    }

    private static int widest(List<String> texts) {
        return texts.stream().mapToInt(Canvas::width).max().orElse(0) + 2 * GAP;
    }

    private List<String> labels() {
        return diagram.programs().stream()
                .flatMap(part -> Arrow.of(part).stream())
                .map(Arrow::label)
                .toList();
    }

    private static int height(int arrows) {
        return Math.max(1, arrows) * ROW + GAP;
    }

    /// The rows in which arrows leave the program; returns where the next program begins.
    private int note(Diagram.Part part, int top) {
        List<Arrow> arrows = Arrow.of(part);
        for (int i = 0; i < arrows.size(); i++) {
            incoming.computeIfAbsent(arrows.get(i).map(), _ -> new ArrayList<>()).add(row(top, i));
        }
        return top + height(arrows.size()) + GAP;
    }

    private static int row(int top, int index) {
        return top + GAP / 2 + index * ROW + ROW / 2;
    }

    private void placeMaps() {
        int top = MARGIN;
        List<String> byPlace =
                diagram.maps().stream().sorted(Comparator.comparingDouble(this::middle)).toList();
        for (String map : byPlace) {
            tops.put(map, top);
            top += height(arrowsTo(map)) + GAP;
        }
    }

    private double middle(String map) {
        return incoming.getOrDefault(map, List.of()).stream()
                .mapToInt(Integer::intValue)
                .average()
                .orElse(Double.MAX_VALUE);
    }

    private int arrowsTo(String map) {
        return incoming.getOrDefault(map, List.of()).size();
    }

    private int draw(Diagram.Part part, int top, int left, int start, int right) {
        List<Arrow> arrows = Arrow.of(part);
        int high = height(arrows.size());
        canvas.box("program", MARGIN, top, left - MARGIN, high);
        canvas.text("name", "middle", (MARGIN + left) / 2, top + high / 2 + 4, part.program());
        for (int i = 0; i < arrows.size(); i++) {
            draw(arrows.get(i), row(top, i), left, start, right);
        }
        return top + high + GAP;
    }

    private void draw(Arrow arrow, int y, int left, int start, int right) {
        Integer top = tops.get(arrow.map());
        if (top == null) {
            return;
        }
        int end = row(top, used.merge(arrow.map(), 1, Integer::sum) - 1);
        canvas.beginLink(places.of(arrow));
        canvas.line(
                arrow.never() ? NEVER : arrow.solid() ? "arrow" : "arrow dotted",
                "M%d,%d H%d C%d,%d %d,%d %d,%d"
                        .formatted(
                                left,
                                y,
                                start,
                                start + CURVE / 2,
                                y,
                                right - CURVE / 2,
                                end,
                                right - 2,
                                end));
        String label = arrow.never() ? "label never" : "label";
        canvas.text(label, "start", left + GAP, y - 3, arrow.label());
        canvas.endLink();
    }

    private void drawMap(String map, int left, int wide) {
        int top = tops.getOrDefault(map, MARGIN);
        int high = height(arrowsTo(map));
        canvas.store(left, top, wide, high);
        canvas.text("name", "middle", left + wide / 2, top + high / 2 + 7, map);
    }
}
