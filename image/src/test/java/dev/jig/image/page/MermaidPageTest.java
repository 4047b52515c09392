// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.image.CompiledDiagramTest;
import dev.jig.image.Diagram;
import dev.jig.image.Edge;
import dev.jig.image.Interaction;
import dev.jig.image.MapUse;
import dev.jig.object.ObjectSpec;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class MermaidPageTest {
    private static final ObjectSpec RULES = CompiledDiagramTest.compiled("diagram_rules");
    private static final Diagram DIAGRAM = Diagram.of(RULES);

    @Test
    void thePolicyAllowsTheTwoScriptsAndNothingElse() throws Exception {
        String page = page();
        List<String> scripts =
                Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL)
                        .matcher(page)
                        .results()
                        .map((MatchResult result) -> result.group(1))
                        .toList();
        assertThat(scripts).hasSize(2);
        StringBuilder hashes = new StringBuilder();
        for (String script : scripts) {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(script.getBytes(UTF_8));
            hashes.append(" 'sha256-").append(Base64.getEncoder().encodeToString(sum)).append("'");
        }
        assertThat(page)
                .contains(
                        "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src"
                                + hashes
                                + "\"");
        assertThat(scripts.getFirst()).doesNotContain("<!--", "<script", "\r");
    }

    @Test
    void theLicenceOfTheLibraryGoesWithIt() {
        assertThat(page().lines().limit(400))
                .contains("The MIT License (MIT)", "Copyright (c) 2014 - 2022 Knut Sveidqvist");
    }

    @Test
    void theTextsAreThoseOfTheDeveloperNotes() {
        assertThat(page())
                .contains("<pre id=\"flowchart-text\">flowchart LR\n.data[(&quot;.data&quot;)]\n")
                .contains("events-&gt;&gt;perf: EventOutput\n");
    }

    @Test
    void namesOutOfFilesAreOnlyText() {
        String name = "<b onload=\"x\"></script>";
        Edge edge = Edge.possible(new Interaction(name, name, MapUse.POP), List.of());
        Diagram diagram =
                new Diagram(List.of(name), List.of(new Diagram.Part(name, List.of(edge))));
        assertThat(MermaidPage.of(name, name, diagram, RULES)).doesNotContain("<b ");
    }

    static String page() {
        return MermaidPage.of("rules", "An object with every rule", DIAGRAM, RULES);
    }
}
