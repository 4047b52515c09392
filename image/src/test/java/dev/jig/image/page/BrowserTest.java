// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.image.CompiledDiagramTest;
import dev.jig.image.Diagram;
import dev.jig.object.ObjectSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// A click in a real browser shows the code behind an arrow.
@EnabledIf("dev.jig.image.page.Browser#present")
final class BrowserTest {
    private static final String CLICK =
            "[...document.querySelectorAll('a')].find(a =>"
                    + " a.textContent.includes('EventOutput')).dispatchEvent("
                    + "new MouseEvent('click', {bubbles: true, cancelable: true}))";

    private static final String MERMAID_CLICK =
            "[...document.querySelectorAll('path.wide')].find((e, i) =>"
                    + " document.querySelectorAll('g.edgeLabels > g.edgeLabel')[i]"
                    + ".textContent.includes('EventOutput')).dispatchEvent("
                    + "new MouseEvent('click', {bubbles: true}))";

    /// The labels whose words are not in the heading of the place they lead to.
    private static final String PAIRS =
            "[...document.querySelectorAll('.picture')].flatMap(box =>"
                    + " [...box.querySelectorAll('g.edgeLabels > g.edgeLabel, .messageText')]"
                    + ".filter((label, i) => !document.getElementById("
                    + "box.dataset.places.split(' ')[i]).querySelector('h2').textContent"
                    + ".includes(': ' + label.textContent.trim() + ' '))"
                    + ".map(label => label.textContent)).join()";

    @TempDir private Path directory;

    @Test
    void aClickInThePageShowsTheCode() throws Exception {
        Path file = Files.writeString(directory.resolve("a.html"), PageTest.page());
        shows(file, "section");
    }

    @Test
    void aClickInThePictureShowsTheCode() throws Exception {
        ObjectSpec rules = CompiledDiagramTest.compiled("diagram_rules");
        String picture = Picture.of(Diagram.of(rules), rules);
        shows(Files.writeString(directory.resolve("a.svg"), picture), ".detail");
    }

    /// Mermaid itself draws, under a policy that allows its two scripts and nothing else; each of
    /// its arrows has the words of the arrow that a click on it leads to.
    @Test
    void aClickOnAnArrowOfMermaidShowsTheCode() throws Exception {
        Path file = Files.writeString(directory.resolve("m.html"), MermaidPageTest.page());
        try (Browser browser = new Browser(file, directory)) {
            browser.awaitLoaded();
            browser.await("document.body.dataset.drawn", "\"value\":\"yes\"");
            assertThat(browser.evaluate("document.querySelectorAll('.picture svg').length"))
                    .contains("\"value\":2");
            assertThat(browser.evaluate("document.querySelectorAll('path.wide').length"))
                    .contains("\"value\":8");
            assertThat(browser.evaluate("document.querySelectorAll('line.wide').length"))
                    .contains("\"value\":11");
            assertThat(browser.evaluate(PAIRS)).contains("\"value\":\"\"");
            assertThat(browser.evaluate(shown("section"))).contains("\"value\":\"\"");
            browser.evaluate(MERMAID_CLICK);
            assertThat(browser.evaluate(shown("section")))
                    .contains("events: EventOutput perf", "call bpf_perf_event_output#25")
                    .doesNotContain("z_last_by_name");
        }
    }

    private static String shown(String detail) {
        return "[...document.querySelectorAll('%s')].filter(e =>".formatted(detail)
                + " getComputedStyle(e).display != 'none').map(e => e.textContent).join()";
    }

    private void shows(Path file, String detail) throws Exception {
        String shown = shown(detail);
        try (Browser browser = new Browser(file, directory)) {
            browser.awaitLoaded();
            assertThat(browser.evaluate("document.querySelectorAll('path.arrow').length"))
                    .contains("\"value\":19");
            assertThat(browser.evaluate(shown)).contains("\"value\":\"\"");
            assertThat(browser.evaluate(CLICK)).contains("\"value\":true");
            assertThat(browser.evaluate(shown))
                    .contains("events: EventOutput perf", "call bpf_perf_event_output#25")
                    .doesNotContain("z_last_by_name");
        }
    }
}
