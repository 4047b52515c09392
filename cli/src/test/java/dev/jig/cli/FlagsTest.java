// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.gadget.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FlagsTest {
    private static final Flag OUTPUT = Flag.valued("--output -o", "MODE", "").withDefault("a");
    private static final Flag FIELDS = Flag.valued("--fields", "LIST", "");
    private static final Flag TIMEOUT = Flag.valued("--timeout -t", "TIME", "");
    private static final Flag PATHS = Flag.toggle("--paths -p", "").withDefault("true");
    private static final Flag QUIET = Flag.toggle("--quiet -q", "");

    private final Flags flags =
            new Flags("jig x").add(OUTPUT).add(FIELDS).add(TIMEOUT).add(PATHS).add(QUIET);

    @ParameterizedTest
    @ValueSource(strings = {"-o json", "-ojson", "-o=json", "--output json", "--output=json"})
    void takesValuesInEveryUsualForm(String line) {
        assertThat(parse(line).value(OUTPUT)).contains("json");
    }

    @Test
    void theLastValueCountsAndAllAreKept() {
        Flags.Parsed given = parse("-o a --output b -o=c");
        assertThat(given.value(OUTPUT)).contains("c");
        assertThat(given.values(OUTPUT)).containsExactly("a", "b", "c");
    }

    @Test
    void aFlagThatIsNotGivenHasItsDefault() {
        assertThat(parse("").value(OUTPUT)).contains("a");
        assertThat(parse("").value(FIELDS)).isEmpty();
        assertThat(parse("").on(QUIET)).isFalse();
        assertThat(parse("").values(PATHS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t -timestamp", "--fields -timestamp", "--fields=-timestamp"})
    void valuesMayBeginWithADash(String line) {
        Flags.Parsed given = parse(line);
        assertThat(given.value(line.startsWith("-t") ? TIMEOUT : FIELDS)).contains("-timestamp");
    }

    @Test
    void valuesKeepCommasEqualSignsQuotesAndSpaces() {
        assertThat(flags.parse(List.of("--fields", "a==\"b\", c")).value(FIELDS))
                .contains("a==\"b\", c");
        assertThat(flags.parse(List.of("--fields", "@file")).value(FIELDS)).contains("@file");
        assertThat(flags.parse(List.of("--fields", "")).values(FIELDS)).containsExactly("");
    }

    @Test
    void switchesDoNotSwallowTheNextWord() {
        Flags.Parsed given = parse("--paths trace_exec -q");
        assertThat(given.values(PATHS)).containsExactly("true");
        assertThat(given.wordsFor("GADGET")).containsExactly("trace_exec");
        assertThat(given.on(QUIET)).isTrue();
    }

    @Test
    void switchesCanBeSaidToBeOff() {
        assertThat(parse("--paths=false").values(PATHS)).containsExactly("false");
        assertThat(parse("-q=false").on(QUIET)).isFalse();
    }

    @Test
    void shortSwitchesCanBeJoined() {
        Flags.Parsed given = parse("-pqo json");
        assertThat(given.on(QUIET)).isTrue();
        assertThat(given.values(PATHS)).containsExactly("true");
        assertThat(given.value(OUTPUT)).contains("json");
    }

    @Test
    void nothingAfterTwoDashesIsAFlag() {
        assertThat(parse("-q -- -o").wordsFor("WORD")).containsExactly("-o");
    }

    @Test
    void anUnknownFlagIsNamedWithTheNearestOne() {
        refuses("--feilds pid", "jig x: unknown flag --feilds (did you mean \"--fields\"?)");
        refuses("--feilds=pid", "jig x: unknown flag --feilds (did you mean \"--fields\"?)");
        refuses("--entirely-different", "jig x: unknown flag --entirely-different");
        refuses("-z", "jig x: unknown flag -z");
    }

    @Test
    void aMissingValueIsNamed() {
        refuses("--fields", "jig x: flag --fields needs a value");
        refuses("-q -o", "jig x: flag --output needs a value");
    }

    @Test
    void wordsAreCounted() {
        assertThatThrownBy(() -> parse("a b").wordsFor("GADGET"))
                .isInstanceOf(UsageException.class)
                .hasMessage("jig x: unexpected argument \"b\"");
        assertThatThrownBy(() -> parse("").wordsFor("GADGET"))
                .isInstanceOf(UsageException.class)
                .hasMessage("jig x: no GADGET given");
    }

    private void refuses(String line, String message) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    private Flags.Parsed parse(String line) {
        return flags.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }
}
