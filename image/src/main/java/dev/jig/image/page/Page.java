// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.page;

import dev.jig.image.Diagram;
import dev.jig.image.Flowchart;
import dev.jig.image.SequenceDiagram;
import dev.jig.object.ObjectSpec;

/// Both diagrams as one HTML file that needs nothing else: no script, no network. A click on an
/// arrow shows the source lines and instructions behind it; the Mermaid texts are at the end.
public final class Page {
    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width">
            <title>TITLE</title>
            <style>
            body { font: 15px system-ui, sans-serif; margin: 1.5em; color: #1f2328; }
            .picture { overflow: auto; border: 1px solid #d0d7de; border-radius: 6px; }
            section { display: none; position: fixed; bottom: 0; left: 1em; right: 1em;
              max-height: 45vh; overflow: auto;
              background: #f6f8fa; border: 1px solid #0969da; border-radius: 6px; padding: 0 1em; }
            section:target { display: block; }
            section h2 { font-size: 1em; } pre { font: 13px ui-monospace, monospace; }
            .close { float: right; margin: .8em 0; }
            </style>
            </head>
            """;

    private Page() {}

    /// A whole file.
    ///
    /// @param title what the page is about, the gadget's name
    public static String of(String title, String description, Diagram diagram, ObjectSpec object) {
        Places places = new Places(object);
        StringBuilder page = new StringBuilder(HEAD.replace("TITLE", Markup.escaped(title)));
        page.append("<body>\n<h1>%s</h1>\n".formatted(Markup.escaped(title)));
        page.append("<p>%s</p>\n".formatted(Markup.escaped(description)));
        page.append("<p>Click an arrow to see the code behind it.</p>\n<div class=\"picture\">\n");
        page.append(Picture.inPage(diagram, places)).append("</div>\n");
        places.all().forEach(place -> page.append(section(place)));
        page.append(mermaid("Flowchart in Mermaid", Flowchart.of(diagram)));
        page.append(mermaid("Sequence diagram in Mermaid", SequenceDiagram.of(diagram)));
        return page.append("</body>\n</html>\n").toString();
    }

    private static String section(Places.Place place) {
        return """
        <section id="%s"><a class="close" href="#">close</a><h2>%s</h2>
        <pre>%s</pre></section>
        """
                .formatted(
                        place.id(), Markup.escaped(place.heading()), Markup.escaped(place.text()));
    }

    private static String mermaid(String summary, String text) {
        return "<details><summary>%s</summary><pre>%s</pre></details>\n"
                .formatted(summary, Markup.escaped(text));
    }
}
