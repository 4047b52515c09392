// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jig.image.Arrow;
import dev.jig.image.Diagram;
import dev.jig.object.ObjectSpec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/// Both diagrams as one HTML file that Mermaid draws as it is opened: the library is in the file,
/// so that nothing is fetched. A click on an arrow shows the source lines and instructions behind
/// it. Only the two scripts of the file may run, which the browser knows by their hashes.
public final class MermaidPage {
    /// Mermaid draws arrows and labels in the order of the text.
    private static final String DRAW =
            """
            'use strict';
            mermaid.initialize({
              startOnLoad: false, securityLevel: 'strict', theme: 'neutral',
              maxTextSize: 9999999, maxEdges: 99999,
              flowchart: { useMaxWidth: false }, sequence: { useMaxWidth: false }
            });
            function leadTo(element, place) {
              element.classList.add('link');
              element.setAttribute('tabindex', '0');
              element.setAttribute('role', 'link');
              element.addEventListener('click', () => { location.hash = place; });
              element.addEventListener('keydown', event => {
                if (event.key === 'Enter') { location.hash = place; }
              });
            }
            function widened(line) {
              const wide = line.cloneNode();
              ['id', 'class', 'style', 'marker-end'].forEach(name => wide.removeAttribute(name));
              wide.setAttribute('class', 'wide');
              line.after(wide);
              return wide;
            }
            async function draw(box) {
              const text = document.getElementById(box.id + '-text').textContent;
              box.innerHTML = (await mermaid.render(box.id + '-drawn', text)).svg;
              const lines = box.querySelectorAll('path.flowchart-link, [data-et=message]');
              const labels = box.querySelectorAll('g.edgeLabels > g.edgeLabel, .messageText');
              box.dataset.places.split(' ').filter(place => place).forEach((place, i) => {
                leadTo(widened(lines[i]), place);
                leadTo(labels[i], place);
              });
            }
            (async () => {
              for (const box of document.querySelectorAll('.picture')) {
                try {
                  await draw(box);
                } catch (error) {
                  box.textContent = 'Mermaid cannot draw this: ' + error.message;
                }
              }
              document.body.dataset.drawn = 'yes';
            })();
            """;

    private MermaidPage() {}

    /// A whole file, of about 3 MB.
    ///
    /// @param title what the page is about, the gadget's name
    public static String of(String title, String description, Diagram diagram, ObjectSpec object) {
        String library = Mermaid.script();
        Places places = new Places(object);
        StringBuilder page = new StringBuilder(library.length() + (1 << 16));
        page.append(PageParts.head(title, "; script-src " + hash(library) + " " + hash(DRAW)));
        page.append(PageParts.top(title, description));
        page.append(picture("flowchart", flowchart(diagram, places)));
        page.append(picture("sequence", diagram.edges().map(places::of).toList()));
        page.append("<noscript><p>Mermaid needs JavaScript.</p></noscript>\n");
        places.all().forEach(place -> page.append(PageParts.section(place)));
        page.append(PageParts.texts(diagram));
        page.append("<!--\nMermaid, which follows:\n\n").append(Mermaid.license());
        page.append("\n-->\n<script>").append(library).append("</script>\n");
        page.append("<script>").append(DRAW).append("</script>\n");
        return page.append("</body>\n</html>\n").toString();
    }

    private static List<String> flowchart(Diagram diagram, Places places) {
        return diagram.programs().stream()
                .flatMap(part -> Arrow.of(part).stream())
                .map(places::of)
                .toList();
    }

    private static String picture(String id, List<String> places) {
        return "<div class=\"picture\" id=\"%s\" data-places=\"%s\"></div>\n"
                .formatted(id, String.join(" ", places));
    }

    /// How a policy names a script that may run.
    private static String hash(String script) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(script.getBytes(UTF_8));
            return "'sha256-%s'".formatted(Base64.getEncoder().encodeToString(sum));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
