// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeSpanTest {
    @ParameterizedTest
    @CsvSource({
        "5, 5000",
        "0.5, 500",
        "0, 0",
        "500ms, 500",
        "10s, 10000",
        "1m, 60000",
        "1.5m, 90000",
        "1h30m, 5400000",
        "0.1ms, 1",
        "99999999, 99999999000"
    })
    void readsTimes(String text, long millis) {
        assertThat(TimeSpan.parse(text, ChronoUnit.SECONDS)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "-1",
                "5x",
                "s",
                "1.2.3",
                ".",
                "5 s",
                "1m30",
                "1e9",
                "999999999999999999h",
                "9999999999999999999999999999"
            })
    void refusesAnythingElse(String text) {
        assertThat(TimeSpan.parse(text, ChronoUnit.SECONDS)).isEmpty();
    }

    @Test
    void aNumberAloneIsOfTheUnitThatIsSaid() {
        assertThat(TimeSpan.parse("5", ChronoUnit.MILLIS)).contains(Duration.ofMillis(5));
        assertThat(TimeSpan.parse("5s", ChronoUnit.MILLIS)).contains(Duration.ofSeconds(5));
    }
}
