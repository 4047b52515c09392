// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.page;

import dev.jig.image.Diagram;
import dev.jig.object.ObjectSpec;
import java.util.List;

/// Both diagrams as one picture in SVG that needs nothing else: no script, no network. In a browser
/// a click on an arrow shows the source lines and instructions behind it.
public final class Picture {
    private static final int MARGIN = 16;
    private static final int LINE = 16;

    private static final String STYLE =
            """
            text { font: 13px ui-monospace, Menlo, Consolas, monospace; fill: #1f2328; }
            .title { font-weight: bold; } .label { font-size: 12px; fill: #57606a; }
            .program { fill: #ddf4ff; stroke: #0969da; } .map { fill: #fff8c5; stroke: #9a6700; }
            .rim { fill: none; stroke: #9a6700; } .group { fill: #f6f8fa; stroke: #d0d7de; }
            .life { fill: none; stroke: #8c959f; stroke-dasharray: 2 3; }
            .arrow { fill: none; stroke: #57606a; stroke-width: 1.4; marker-end: url(#tip); }
            .dotted { stroke-dasharray: 3 4; }
            .never { stroke: #d0d7de; marker-end: url(#cross); } .label.never { fill: #8c959f; \
            stroke: none; }
            a { cursor: pointer; } a:hover .arrow { stroke: #cf222e; stroke-width: 2.5; }
            a:hover .label { fill: #cf222e; }
            .detail { display: none; } .detail:target { display: inline; }
            .detail text { white-space: pre; font-size: 12px; }
            """;

    private static final String TIP =
            """
            <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" \
            markerHeight="7" orient="auto">\
            <path d="M0,0 L8,4 L0,8 z" fill="#57606a"/></marker>\
            <marker id="cross" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" \
            markerHeight="8" orient="auto">\
            <path d="M1,1 L7,7 M1,7 L7,1" stroke="#57606a"/></marker></defs>
            """;

    private Picture() {}

    /// A whole file.
    public static String of(Diagram diagram, ObjectSpec object) {
        Places places = new Places(object);
        Canvas canvas = drawn(diagram, places);
        StringBuilder details = new StringBuilder();
        int lines = 0;
        int wide = canvas.width();
        for (Places.Place place : places.all()) {
            List<String> text = place.text().lines().toList();
            details.append(detail(place, text, canvas.height() + 2 * MARGIN));
            lines = Math.max(lines, text.size() + 2);
            for (String line : text) {
                wide = Math.max(wide, Canvas.width(line) + MARGIN);
            }
        }
        int high = canvas.height() + 3 * MARGIN + lines * LINE;
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + svg(wide + MARGIN, high, canvas.elements() + details);
    }

    /// Both diagrams for a page that shows the places itself.
    static String inPage(Diagram diagram, Places places) {
        Canvas canvas = drawn(diagram, places);
        return svg(canvas.width() + MARGIN, canvas.height() + MARGIN, canvas.elements());
    }

    private static Canvas drawn(Diagram diagram, Places places) {
        Canvas canvas = new Canvas();
        FlowchartPicture.draw(diagram, places, canvas);
        SequencePicture.draw(diagram, places, canvas, canvas.height() + 2 * MARGIN);
        return canvas;
    }

    private static String svg(int wide, int high, String content) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                        .formatted(wide, high)
                + " viewBox=\"0 0 %d %d\">\n<style>\n".formatted(wide, high)
                + STYLE
                + "</style>\n"
                + TIP
                + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
                + content
                + "</svg>\n";
    }

    private static String detail(Places.Place place, List<String> lines, int top) {
        StringBuilder text = new StringBuilder();
        text.append("<g class=\"detail\" id=\"%s\">".formatted(place.id()));
        text.append(
                "<text class=\"title\" x=\"%d\" y=\"%d\">%s</text>\n"
                        .formatted(MARGIN, top, Markup.escaped(place.heading())));
        int y = top + LINE;
        for (String line : lines) {
            y += LINE;
            text.append(
                    "<text x=\"%d\" y=\"%d\">%s</text>\n"
                            .formatted(MARGIN, y, Markup.escaped(line)));
        }
        return text.append("</g>\n").toString();
    }
}
