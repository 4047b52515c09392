// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    @Test
    void mistakesAreCounted() {
        assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
        assertThat(Suggestion.distance("abc", "abc")).isZero();
        assertThat(Suggestion.distance("abc", "ABC")).isZero();
        assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Suggestion.distance("paht", "path")).isEqualTo(1);
        assertThat(Suggestion.distance("path", "paths")).isEqualTo(1);
    }

    @Test
    void theNearestCandidateWins() {
        List<String> candidates = List.of("pid", "ppid", "paths");
        assertThat(Suggestion.closest("pdi", candidates)).hasValue("pid");
        assertThat(Suggestion.closest("path", candidates)).hasValue("paths");
        assertThat(Suggestion.closest("elephant", candidates)).isEmpty();
        assertThat(Suggestion.closest("", candidates)).isEmpty();
        assertThat(Suggestion.closest("p".repeat(10_000), candidates)).isEmpty();
        assertThat(Suggestion.hint("pdi", candidates)).isEqualTo(" (did you mean \"pid\"?)");
        assertThat(Suggestion.hint("xyz", candidates)).isEmpty();
    }
}
