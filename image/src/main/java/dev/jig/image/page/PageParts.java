// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.page;

import dev.jig.image.Diagram;
import dev.jig.image.Flowchart;
import dev.jig.image.SequenceDiagram;

/// What pages have in common, whoever draws.
final class PageParts {
    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; style-src 'unsafe-inline'SCRIPTS">
            <meta name="viewport" content="width=device-width">
            <title>TITLE</title>
            <style>
            body { font: 15px system-ui, sans-serif; margin: 1.5em; color: #1f2328; }
            .picture { overflow: auto; border: 1px solid #d0d7de; border-radius: 6px; }
            .link { cursor: pointer; }
            .wide { fill: none; stroke: transparent; stroke-width: 14; pointer-events: stroke; }
            .wide:hover { stroke: #cf222e55; }
            section { display: none; position: fixed; bottom: 0; left: 1em; right: 1em;
              max-height: 45vh; overflow: auto;
              background: #f6f8fa; border: 1px solid #0969da; border-radius: 6px; padding: 0 1em; }
            section:target { display: block; }
            section h2 { font-size: 1em; } pre { font: 13px ui-monospace, monospace; }
            .close { float: right; margin: .8em 0; }
            </style>
            </head>
            """;

    private PageParts() {}

    /// @param scripts what the policy says of scripts, `""` if there are none
    static String head(String title, String scripts) {
        return HEAD.replace("SCRIPTS", scripts).replace("TITLE", Markup.escaped(title));
    }

    /// The body's beginning.
    static String top(String title, String description) {
        return """
        <body>
        <h1>%s</h1>
        <p>%s</p>
        <p>Click an arrow to see the code behind it.</p>
        """
                .formatted(Markup.escaped(title), Markup.escaped(description));
    }

    static String section(Places.Place place) {
        return """
        <section id="%s"><a class="close" href="#">close</a><h2>%s</h2>
        <pre>%s</pre></section>
        """
                .formatted(
                        place.id(), Markup.escaped(place.heading()), Markup.escaped(place.text()));
    }

    /// The diagrams as Mermaid reads them.
    static String texts(Diagram diagram) {
        return text("flowchart-text", "Flowchart in Mermaid", Flowchart.of(diagram))
                + text("sequence-text", "Sequence diagram in Mermaid", SequenceDiagram.of(diagram));
    }

    private static String text(String id, String summary, String text) {
        return "<details><summary>%s</summary><pre id=\"%s\">%s</pre></details>\n"
                .formatted(summary, id, Markup.escaped(text));
    }
}
