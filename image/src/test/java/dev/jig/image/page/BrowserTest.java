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

    private void shows(Path file, String detail) throws Exception {
        String shown =
                "[...document.querySelectorAll('%s')].filter(e =>".formatted(detail)
                        + " getComputedStyle(e).display != 'none').map(e => e.textContent).join()";
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
