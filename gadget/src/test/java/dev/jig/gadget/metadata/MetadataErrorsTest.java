// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.gadget.MalformedGadgetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every message as it is, from `errors.txt`.
class MetadataErrorsTest {
    record Case(String title, String yaml, String message) {
        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in = MetadataErrorsTest.class.getResourceAsStream("errors.txt")) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(all.split("(?m)^=== ")).skip(1).map(MetadataErrorsTest::parse);
        }
    }

    private static Case parse(String text) {
        int yaml = text.indexOf('\n') + 1;
        int message = text.lastIndexOf("\n--- ") + 1;
        return new Case(
                text.substring(0, yaml - 1),
                text.substring(yaml, message),
                text.substring(message + 4).strip());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void messageNamesLineAndWhatWasMeant(Case wrong) {
        assertThatThrownBy(() -> MetadataReader.read("gadget.yaml", wrong.yaml()))
                .isInstanceOf(MalformedGadgetException.class)
                .hasMessage(wrong.message());
    }

    @Test
    void depthIsBounded() {
        String deep = "operator: " + "{a: ".repeat(40) + "1" + "}".repeat(40);
        assertThatThrownBy(() -> MetadataReader.read("deep", deep))
                .hasMessage("read deep: line 1: nests deeper than 32 levels");
        String deeper = "operator: " + "[".repeat(500_000);
        assertThatThrownBy(() -> MetadataReader.read("deeper", deeper))
                .isInstanceOf(MalformedGadgetException.class);
    }

    @Test
    void whatAliasesMultiplyToIsBounded() {
        StringBuilder bomb = new StringBuilder("operator:\n  a0: &a0 [x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String last = "*a" + (i - 1);
            bomb.append("  a%d: &a%d [".formatted(i, i))
                    .append(String.join(", ", Collections.nCopies(8, last)))
                    .append("]\n");
        }
        assertThatThrownBy(() -> MetadataReader.read("bomb", bomb.toString()))
                .hasMessageMatching("read bomb: line \\d+: has more than 100000 values");
    }

    @Test
    void sizeIsBounded() {
        String big = "name: " + "x".repeat(YamlReader.MAX_CHARACTERS);
        assertThatThrownBy(() -> MetadataReader.read("big", big))
                .hasMessage("read big: line 1: has more than 1048576 characters");
    }

    @Test
    void messagesAreOneLineWhateverTheFileHolds() {
        assertThatThrownBy(() -> MetadataReader.read("evil", "\"a\\nb\\u0007\": 1"))
                .hasMessage("read evil: line 1: unknown key \"a?b?\"");
        assertThat(YamlErrors.quote("x".repeat(1000))).hasSize(82);
    }
}
