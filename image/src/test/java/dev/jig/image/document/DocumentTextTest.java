// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class DocumentTextTest {
    private static final Node SAMPLE =
            Node.members()
                    .put("name", "a\"b\\c\n\td\u0001\u009bé€")
                    .put("empty", new Node.Items(List.of()))
                    .put("none", Node.members().build())
                    .put("numbers", Node.items(List.of(1L, -2L, Long.MAX_VALUE), Node::whole))
                    .put("yes", true)
                    .put("code", "one:\n  two\n\nthree\n")
                    .put("nested", Node.items(List.of("x", "true"), DocumentTextTest::pair))
                    .build();

    private static Node pair(String text) {
        return Node.members()
                .put("key", text)
                .put("list", Node.texts(List.of(text, "- a")))
                .build();
    }

    @Test
    void compactJson() {
        assertThat(JsonText.compact(SAMPLE))
                .isEqualTo(
                        "{\"name\":\"a\\\"b\\\\c\\n\\td\\u0001\\u009bé€\",\"empty\":[],\"none\":{},"
                                + "\"numbers\":[1,-2,9223372036854775807],\"yes\":true,"
                                + "\"code\":\"one:\\n  two\\n\\nthree\\n\","
                                + "\"nested\":[{\"key\":\"x\",\"list\":[\"x\",\"- a\"]},"
                                + "{\"key\":\"true\",\"list\":[\"true\",\"- a\"]}]}");
    }

    @Test
    void prettyJsonIsIndentedByTwo() {
        Node node = Node.members().put("a", Node.texts(List.of("b"))).put("c", 1).build();
        assertThat(JsonText.pretty(node))
                .isEqualTo(
                        """
                        {
                          "a": [
                            "b"
                          ],
                          "c": 1
                        }\
                        """);
    }

    @Test
    void yamlIsInBlocks() {
        assertThat(YamlText.of(SAMPLE))
                .isEqualTo(
                        """
                        name: "a\\"b\\\\c\\n\\td\\u0001\\u009bé€"
                        empty: []
                        none: {}
                        numbers:
                          - 1
                          - -2
                          - 9223372036854775807
                        yes: true
                        code: |
                          one:
                            two

                          three
                        nested:
                          - key: x
                            list:
                              - x
                              - "- a"
                          - key: "true"
                            list:
                              - "true"
                              - "- a"
                        """
                                .replace("\nyes: true", "\n\"yes\": true"));
    }

    /// Texts that look like something else, and texts made by chance, are read as they were
    /// written.
    @Test
    void yamlIsReadAsItWasWritten() {
        Random random = new Random(9535);
        String letters = "ab:#-'\"\\ \n\t|>%@&*!?{}[],0.1~=\u00e9\u20ac\u0007";
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertReadBack(text.toString());
        }
        List.of("true", "Null", "~", "0x1", "1e3", "-", ".inf", "a: b", "a #b", " a", "a\n", "\n")
                .forEach(DocumentTextTest::assertReadBack);
    }

    private static void assertReadBack(String text) {
        Node node = Node.members().put("k", Node.members().put(text, text).build()).build();
        Load load = new Load(LoadSettings.builder().build());
        assertThat(load.loadFromString(YamlText.of(node)))
                .isEqualTo(Map.of("k", Map.of(text, text)));
    }
}
