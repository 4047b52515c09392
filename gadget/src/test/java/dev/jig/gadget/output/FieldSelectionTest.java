// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.gadget.UsageException;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSelectionTest {
    private static List<String> names(String text, OutputMode mode) {
        return names(text, mode, Schemas.signal());
    }

    private static List<String> names(String text, OutputMode mode, DataSource source) {
        return FieldSelection.parse(text).fields(source, mode).stream().map(Field::name).toList();
    }

    private static List<String> defaults(OutputMode mode) {
        return FieldSelection.DEFAULT.fields(Schemas.signal(), mode).stream()
                .map(Field::name)
                .toList();
    }

    @Test
    void tablesShowWhatIsNotHidden() {
        assertThat(defaults(OutputMode.COLUMNS))
                .containsExactly("proc.comm", "proc.pid", "proc.tid", "tpid", "sig", "error");
    }

    @Test
    void tablesAreInTheOrderOfTheirColumns() {
        Field late = Schemas.field("a", "", Schemas.u32(0), Schemas.column("A", 4).at(2));
        Field early = Schemas.field("b", "", Schemas.u32(0), Schemas.column("B", 4).at(-1));
        Field same = Schemas.field("c", "", Schemas.u32(0), Schemas.column("C", 4).at(2));
        DataSource source = Schemas.source("test", 4, List.of(late, early, same));
        assertThat(FieldSelection.DEFAULT.fields(source, OutputMode.COLUMNS))
                .containsExactly(early, late, same);
    }

    @Test
    void jsonShowsAllButHelpers() {
        assertThat(defaults(OutputMode.JSON)).hasSize(Schemas.signal().fields().size());
        assertThat(FieldSelection.DEFAULT.fields(Schemas.exec(), OutputMode.YAML))
                .extracting(Field::name)
                .contains("args")
                .doesNotContain("args_size", "args_count");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sig,proc.pid|sig proc.pid",
                "SIG,Proc.PID|sig proc.pid",
                "pid,comm|proc.pid proc.comm",
                "sig , pid|sig proc.pid",
                "sig,sig,pid|sig proc.pid",
                "+timestamp|proc.comm proc.pid proc.tid tpid sig error timestamp",
                "-pid,-TID|proc.comm tpid sig error",
                "-pid,+proc.creds.uid|proc.comm proc.tid tpid sig error proc.creds.uid",
                "sig,pid,+comm,-pid|sig proc.comm",
                "-pid,sig,+comm,pid|sig proc.comm",
                "proc.parent|proc.parent.comm proc.parent.pid proc.parent.tid",
                "proc.CREDS,-proc.creds.gid|proc.creds.uid proc.creds.user proc.creds.group",
            })
    void namesAddAndTakeAway(String text, String expected) {
        assertThat(names(text, OutputMode.COLUMNS)).containsExactly(expected.split(" "));
    }

    @Test
    void everyModeObeys() {
        for (OutputMode mode : List.of(OutputMode.JSON, OutputMode.JSONPRETTY, OutputMode.YAML)) {
            assertThat(names("sig,pid", mode)).containsExactly("sig", "proc.pid");
            assertThat(names("-proc", mode))
                    .containsExactly(
                            "timestamp_raw",
                            "tpid",
                            "sig_raw",
                            "error_raw",
                            "timestamp",
                            "sig",
                            "error");
        }
        assertThat(names("args_size", OutputMode.JSON, Schemas.exec()))
                .containsExactly("args_size");
        assertThat(names("+args_size", OutputMode.JSON, Schemas.exec())).contains("args_size");
    }

    @Test
    void dataSourcesAreNamedBeforeAColon() {
        assertThat(names("exec:pid;signal:sig", OutputMode.COLUMNS)).containsExactly("sig");
        assertThat(names("exec:pid;signal:sig", OutputMode.COLUMNS, Schemas.exec()))
                .containsExactly("proc.pid");
        assertThat(names("exec:pid", OutputMode.COLUMNS)).isEqualTo(defaults(OutputMode.COLUMNS));
        FieldSelection selection = FieldSelection.parse("exce:pid");
        assertThatThrownBy(() -> selection.checkSources(List.of(Schemas.exec())))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "choosing fields: there is no data source \"exce\""
                                + " (did you mean \"exec\"?)");
        FieldSelection.parse("exec:pid").checkSources(List.of(Schemas.exec()));
    }

    @ParameterizedTest
    @CsvSource({
        "comn, there is no field \"comn\" (did you mean \"comm\"?)",
        "+proc.parent.pod, there is no field \"proc.parent.pod\" (did you mean"
                + " \"proc.parent.pid\"?)",
        "-prco, there is no field \"prco\" (did you mean \"proc\"?)",
        "entirely-else, there is no field \"entirely-else\"",
    })
    void unknownFieldsAreRefused(String text, String fact) {
        assertThatThrownBy(() -> names(text, OutputMode.JSON))
                .isInstanceOf(UsageException.class)
                .hasMessage("choosing fields of data source \"signal\": " + fact);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "sig,", "+", "-", "sig,+", "signal:"})
    void missingNamesAreRefused(String text) {
        assertThatThrownBy(() -> FieldSelection.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("a field name is missing");
    }

    @Test
    void somethingMustBeLeft() {
        assertThatThrownBy(() -> names("sig,-sig", OutputMode.COLUMNS))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no field is left");
    }

    @Test
    void modesHaveWords() {
        assertThat(OutputMode.parse("jsonpretty")).isEqualTo(OutputMode.JSONPRETTY);
        assertThat(OutputMode.words())
                .containsExactly("columns", "json", "jsonpretty", "yaml", "none");
        assertThatThrownBy(() -> OutputMode.parse("jsn"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "choosing output mode \"jsn\": there is no such mode"
                                + " (did you mean \"json\"?)");
    }
}
