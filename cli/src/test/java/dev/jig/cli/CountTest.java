// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.gadget.UsageException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CountTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "65536, 65536",
        "512K, 524288",
        "512k, 524288",
        "4M, 4194304",
        "1G, 1073741824"
    })
    void readsSizes(String text, int bytes) {
        assertThat(Count.bytes("--ring-size", text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "K", "1.5M", "2G", "1T", "99999999999999999999", "１"})
    void refusesOtherSizes(String text) {
        assertThatThrownBy(() -> Count.bytes("--ring-size", text))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--ring-size: \"" + text + "\" is not a size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-3", "x", "1.0", "99999999999999999999"})
    void refusesOtherNumbers(String text) {
        assertThatThrownBy(() -> Count.positive("--max-events", text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is not a whole number greater than 0");
    }
}
