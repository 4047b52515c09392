// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.page;

import dev.jig.image.Diagram;
import dev.jig.object.ObjectSpec;

/// Both diagrams as one HTML file that needs nothing else: no script, no network. A click on an
/// arrow shows the source lines and instructions behind it; the Mermaid texts are at the end.
public final class Page {
    private Page() {}

    /// A whole file.
    ///
    /// @param title what the page is about, the gadget's name
    public static String of(String title, String description, Diagram diagram, ObjectSpec object) {
        Places places = new Places(object);
        StringBuilder page = new StringBuilder(PageParts.head(title, ""));
        page.append(PageParts.top(title, description)).append("<div class=\"picture\">\n");
        page.append(Picture.inPage(diagram, places)).append("</div>\n");
        places.all().forEach(place -> page.append(PageParts.section(place)));
        page.append(PageParts.texts(diagram));
        return page.append("</body>\n</html>\n").toString();
    }
}
