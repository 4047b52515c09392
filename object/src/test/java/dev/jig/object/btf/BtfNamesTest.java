// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.btf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BtfNamesTest {
    @ParameterizedTest
    @CsvSource({
        "task_struct, task_struct",
        "a___b, a",
        "a___b___c, a___b",
        "___x, ___x",
        "a___, a___",
        "a____b, a____b",
        "a___b____c, a",
        "a____b___c, a____b",
        "a_b__c, a_b__c",
        "_a___b, _a",
        "___, ___",
        "'', ''",
        "x, x"
    })
    void leavesOutTheFlavour(String name, String essential) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);

        assertThat(BtfNames.essential(name)).isEqualTo(essential);
        assertThat(BtfNames.essentialLength(bytes, 0, bytes.length)).isEqualTo(essential.length());
    }
}
