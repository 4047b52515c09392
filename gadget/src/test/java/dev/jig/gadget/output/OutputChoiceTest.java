// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.gadget.UsageException;
import dev.jig.gadget.schema.DataSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputChoiceTest {
    private static DataSource source(String name, Map<String, String> annotations) {
        return new DataSource(name, "events", 8, List.of(), annotations);
    }

    private static DataSource source(String supported, String usual) {
        return source(
                "exec",
                Map.of("cli.supported-output-modes", supported, "cli.default-output-mode", usual));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', COLUMNS",
        "'', none, NONE",
        "'json, yaml', '', JSON",
        "'yaml,columns', '', COLUMNS",
        "'json, yaml', yaml, YAML",
        "'pcap-ng, none', pcap-ng, NONE",
        "'pcap-ng', pcap-ng, COLUMNS",
        "'', histogram, COLUMNS",
    })
    void theGadgetChoosesTheUsualMode(String supported, String usual, OutputMode expected) {
        assertThat(OutputChoice.DEFAULT.mode(source(supported, usual))).isEqualTo(expected);
    }

    @Test
    void usersChooseForAllOrForOne() {
        DataSource exec = source("exec", Map.of());
        DataSource quiet = source("quiet", Map.of("cli.default-output-mode", "none"));
        OutputChoice all = OutputChoice.parse("yaml");
        assertThat(all.mode(exec)).isEqualTo(OutputMode.YAML);
        assertThat(all.mode(quiet)).isEqualTo(OutputMode.YAML);
        OutputChoice one = OutputChoice.parse("exec:json");
        assertThat(one.mode(exec)).isEqualTo(OutputMode.JSON);
        assertThat(one.mode(quiet)).isEqualTo(OutputMode.NONE);
        OutputChoice both = OutputChoice.parse("json, quiet:columns");
        assertThat(both.mode(exec)).isEqualTo(OutputMode.JSON);
        assertThat(both.mode(quiet)).isEqualTo(OutputMode.COLUMNS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jsn | there is no such mode (did you mean \"json\"?)",
                "exe:json | there is no data source \"exe\" (did you mean \"exec\"?)",
                "columns | \"columns\": the gadget does not have it for data source exec (there"
                        + " are: json, none)",
            })
    void whatThereIsNotIsRefused(String text, String message) {
        List<DataSource> sources = List.of(source("json,none", "json"));
        assertThatThrownBy(() -> OutputChoice.parse(text).check(sources))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }
}
