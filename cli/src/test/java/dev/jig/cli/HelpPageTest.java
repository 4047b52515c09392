// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HelpPageTest {
    private static final Style PLAIN = new Style(false);

    @Test
    void wrapsExplanationsBesideTheirTerms() {
        HelpPage page =
                new HelpPage(PLAIN, 60)
                        .list(
                                "Things",
                                List.of(
                                        new HelpPage.Entry("short", "words ".repeat(12)),
                                        new HelpPage.Entry("longer-term", "one")));
        assertThat(page.toString())
                .isEqualTo(
                        """
                        Things:
                          short        words words words words words words words
                                       words words words words words
                          longer-term  one
                        """);
    }

    @Test
    void aVeryLongTermStandsOnItsOwnLine() {
        String term = "a-term-of-more-than-thirty-characters";
        HelpPage page =
                new HelpPage(PLAIN, 60)
                        .list(
                                "Things",
                                List.of(
                                        new HelpPage.Entry(term, "explained"),
                                        new HelpPage.Entry("x", "y")));
        assertThat(page.toString()).isEqualTo("Things:\n  " + term + "\n     explained\n  x  y\n");
    }

    @Test
    void flagsShowShortNamesFirstAndValuesAndDefaults() {
        HelpPage page =
                new HelpPage(PLAIN, 80)
                        .flags(
                                List.of(
                                        Flag.valued("--output -o", "MODE", "how")
                                                .withChoices(List.of("a", "b"))
                                                .withDefault("a"),
                                        Flag.toggle("--paths", "fill them")));
        assertThat(page.toString())
                .isEqualTo(
                        """
                        Flags:
                          -o, --output MODE  how: a, b (default: a)
                              --paths        fill them
                        """);
    }

    @Test
    void headingsAreBoldOnATerminal() {
        assertThat(new HelpPage(new Style(true), 80).usage("jig").toString())
                .isEqualTo("\033[1mUsage:\033[0m\n  jig\n");
    }
}
