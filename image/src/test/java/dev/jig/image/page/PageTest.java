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
import dev.jig.object.insn.SourceLine;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class PageTest {
    private static final ObjectSpec RULES = CompiledDiagramTest.compiled("diagram_rules");
    private static final Diagram DIAGRAM = Diagram.of(RULES);

    @Test
    void thePictureHasAnArrowForEachArrowOfBothDiagrams() throws Exception {
        Document picture = parse(Picture.of(DIAGRAM, RULES));
        assertThat(texts(picture, "name"))
                .containsAll(DIAGRAM.maps())
                .containsAll(DIAGRAM.programs().stream().map(Diagram.Part::program).toList());
        assertThat(texts(picture, "label"))
                .containsExactly(
                        "Lookup+Update",
                        "Lookup", // branches
                        "Delete",
                        "Delete", // callees_by_name
                        "EventOutput", // events
                        "Lookup+Update", // maps_of_maps
                        "Lookup+Update",
                        "Delete", // z_last_by_name
                        "Update",
                        "Lookup",
                        "Lookup",
                        "Delete",
                        "Delete",
                        "EventOutput",
                        "Lookup",
                        "Update",
                        "Lookup",
                        "Update",
                        "Delete");
    }

    @Test
    void everyArrowLeadsToItsCode() {
        for (String file : List.of(Picture.of(DIAGRAM, RULES), page())) {
            List<String> links = found(file, "<a href=\"#(edge\\d+)\">");
            assertThat(links).isNotEmpty();
            assertThat(found(file, "id=\"(edge\\d+)\"")).containsAll(links).doesNotHaveDuplicates();
            assertThat(file)
                    .contains("branches: Lookup+Update plain")
                    .contains("bpf_map_update_elem(&amp;plain, &amp;key, &amp;value, BPF_ANY);")
                    .contains("call bpf_map_update_elem#2");
        }
    }

    /// Nothing is fetched and nothing is run.
    @Test
    void nothingElseIsNeeded() {
        assertThat(page()).contains("default-src 'none'");
        for (String file : List.of(Picture.of(DIAGRAM, RULES), page())) {
            assertThat(file.replace("http://www.w3.org/2000/svg", ""))
                    .doesNotContain(
                            "http:", "https:", "src=", "<script", "<link", "<img", "@import");
            assertThat(found(file, "url\\(([^)]*)\\)")).containsOnly("#tip", "#cross");
        }
    }

    @Test
    void thePageHasTheMermaidTexts() {
        assertThat(page())
                .contains(
                        "flowchart LR\n", "sequenceDiagram\n", "events-&gt;&gt;perf: EventOutput");
    }

    @Test
    void whatIsNotAlwaysDoneIsDottedAndItsConditionTold() {
        SourceLine line = new SourceLine("a.c", "if (x)", 3, 1, 0, 0);
        Edge edge =
                new Edge(
                        new Interaction("p", "m", MapUse.LOOKUP),
                        List.of(),
                        false,
                        line,
                        OptionalLong.of(5));
        Diagram diagram = new Diagram(List.of("m"), List.of(new Diagram.Part("p", List.of(edge))));
        assertThat(Picture.of(diagram, RULES))
                .contains("class=\"arrow dotted\"")
                .contains(">Lookup 5<")
                .contains("depends on: if (x) (a.c:3)");
    }

    @Test
    void namesOutOfFilesAreOnlyText() throws Exception {
        String name = "<b onload=\"x\">&\u0001\ud800'</b>";
        Edge edge = Edge.possible(new Interaction(name, name, MapUse.POP), List.of());
        Diagram diagram =
                new Diagram(List.of(name), List.of(new Diagram.Part(name, List.of(edge))));
        String shown = "<b onload=\"x\">&\ufffd\ufffd'</b>";
        assertThat(texts(parse(Picture.of(diagram, RULES)), "name")).containsOnly(shown);
        assertThat(Page.of(name, name, diagram, RULES)).doesNotContain("<b ", "\u0001");
    }

    @Test
    void anObjectWithoutProgramsHasAPictureToo() throws Exception {
        parse(Picture.of(new Diagram(List.of(), List.of()), RULES));
    }

    static String page() {
        return Page.of("rules", "An object with every rule", DIAGRAM, RULES);
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));
    }

    private static List<String> texts(Document picture, String kind) {
        NodeList all = picture.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            if (((Element) all.item(i)).getAttribute("class").equals(kind)) {
                texts.add(all.item(i).getTextContent());
            }
        }
        return texts;
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
