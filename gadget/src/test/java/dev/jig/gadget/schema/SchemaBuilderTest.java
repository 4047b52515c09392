// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.gadget.MalformedGadgetException;
import dev.jig.gadget.TestObjects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaBuilderTest {
    private static final String YAML =
            """
            datasources:
              all:
                annotations:
                  logs.name: everything
                fields:
                  args:
                    annotations: {strings.length: args_size, description: the arguments}
                  u32:
                    tags: [mine]
                    annotations:
                      columns.width: type
                      columns.minWidth: 3
                      columns.alignment: right
                      columns.ellipsis: middle
                      columns.fixed: true
                      columns.hex: true
                      columns.alias: number
                      value.one-of: "1, 2,3"
                  f64:
                    annotations: {columns.precision: 4, json.skip: "true"}
                  s32:
                    annotations: {template: comm, columns.maxwidth: 9}
                  code:
                    annotations: {formatters.errno.target: code_name}
                  plain_color:
                    annotations: {ebpf.formatter.enum: plain_color_name}
                  perms_raw:
                    annotations: {ebpf.formatter.bitfield.separator: "+"}
                  perms:
                    annotations: {columns.width: 9}
                  loginuid:
                    annotations: {uidgidresolver.target: loginuser}
                  proc:
                    annotations: {description: who}
                  src:
                    annotations: {columns.width: 30}
            """;

    private static DataSource all(String yaml) {
        return TestObjects.gadget("every_type", yaml).dataSources().getFirst();
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = SchemaBuilderTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void everyTypeWithoutMetadata() throws IOException {
        assertThat(SchemaText.of(all(""))).isEqualTo(golden("plain.txt"));
    }

    @Test
    void everyTypeWithAnnotations() throws IOException {
        assertThat(SchemaText.of(all(YAML))).isEqualTo(golden("annotated.txt"));
    }

    @Test
    void traceExec() {
        DataSource exec = TestObjects.shipped("trace_exec").dataSources().getFirst();
        assertThat(TestObjects.field(exec, "args").type()).isInstanceOf(FieldType.TextList.class);
        assertThat(TestObjects.field(exec, "args_count").inJson()).isFalse();
        assertThat(TestObjects.field(exec, "args_size").inJson()).isFalse();
        assertThat(defaultHeaders(exec))
                .containsExactly("COMM", "PID", "TID", "TTY", "ARGS", "ERROR");
    }

    @Test
    void traceSignal() {
        DataSource signal = TestObjects.shipped("trace_signal").dataSources().getFirst();
        assertThat(defaultHeaders(signal))
                .containsExactly("COMM", "PID", "TID", "TPID", "TCOMM", "SIG", "ERROR", "RESULT");
    }

    private static List<String> defaultHeaders(DataSource source) {
        return source.fields().stream()
                .map(Field::column)
                .filter(column -> !column.hidden())
                .sorted(Comparator.comparingInt(Column::order))
                .map(Column::header)
                .toList();
    }

    @Test
    void tagsTellTypeAndName() {
        DataSource source = all(YAML);
        assertThat(TestObjects.field(source, "aliased").tags())
                .containsExactly(
                        "type:outer_t", "type:inner_t", "type:__u32", "name:aliased", "src:ebpf");
        assertThat(TestObjects.field(source, "proc.comm").tags())
                .containsExactly("type:gadget_comm", "name:comm", "src:ebpf");
        assertThat(TestObjects.field(source, "u32").tags()).contains("mine");
        assertThat(TestObjects.field(source, "src").tags()).contains("type:gadget_l4endpoint_t");
    }

    @Test
    void descriptionsAndValuesArePassedOn() {
        DataSource source = all(YAML);
        assertThat(source.annotations()).containsEntry("logs.name", "everything");
        assertThat(TestObjects.field(source, "args").description()).isEqualTo("the arguments");
        assertThat(TestObjects.field(source, "u32").possibleValues())
                .containsExactly("1", "2", "3");
        assertThat(TestObjects.field(source, "sig").possibleValues()).contains("SIGTERM");
        assertThat(TestObjects.field(source, "color").possibleValues())
                .containsExactly("RED", "GREEN", "BLUE");
        assertThat(TestObjects.field(source, "count").annotations())
                .containsEntry("metrics.type", "counter");
    }

    @Test
    void enumeratorsKeepTheirValues() {
        DataSource source = all("");
        assertThat(TestObjects.field(source, "color").type())
                .isInstanceOfSatisfying(
                        FieldType.EnumeratorName.class,
                        type ->
                                assertThat(type.choices())
                                        .containsExactly(
                                                new FieldType.Choice("RED", 0),
                                                new FieldType.Choice("GREEN", 5),
                                                new FieldType.Choice("BLUE", -1)));
        assertThat(TestObjects.field(source, "wide").type())
                .isInstanceOfSatisfying(
                        FieldType.EnumeratorName.class,
                        type ->
                                assertThat(type.choices())
                                        .contains(new FieldType.Choice("LARGE", 0x100000000L)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u23 | description: x | gadget.yaml names an unknown field \"u23\" (did you mean"
                        + " \"u32\"?)",
                "__internal | description: x | gadget.yaml names an unknown field \"__internal\"",
                "u32 | template: pidd | field u32 has an unknown template \"pidd\" (did you mean"
                        + " \"pid\"?)",
                "u32 | columns.width: wide | field u32 has columns.width \"wide\", which is not a"
                        + " number from 0 to 10000",
                "u32 | columns.width: 99999 | field u32 has columns.width \"99999\", which is not"
                        + " a number from 0 to 10000",
                "text | columns.width: type | field text has columns.width \"type\", which is only"
                        + " for numbers and bools",
                "u32 | columns.hidden: maybe | field u32 has columns.hidden \"maybe\", which is"
                        + " neither true nor false",
                "u32 | columns.alignment: centre | field u32 has columns.alignment \"centre\","
                        + " which is none of left, right",
                "u32 | columns.ellipsis: x | field u32 has columns.ellipsis \"x\", which is none"
                        + " of end, start, middle, none",
                "args | strings.length: args_sice | field args has an unknown strings.length"
                        + " \"args_sice\" (did you mean \"args_size\"?)",
                "args | strings.length: text | field args has a strings.length that is no number",
                "u32 | columns.replace: u63 | field u32 has an unknown columns.replace \"u63\" (did"
                        + " you mean \"u64\"?)",
                "code | formatters.errno.target: u8 | field code makes a second field u8 (an"
                        + " annotation names another)",
                "timestamp_raw | formatters.timestamp.format: é | field timestamp_raw has a"
                        + " formatters.timestamp.format that is no layout of at most 100 printable"
                        + " characters",
            })
    void whatMakesNoSenseIsNamed(String field, String annotation, String fact) {
        String yaml = "datasources: {all: {fields: {" + field + ": {annotations: {" + annotation;
        assertThatThrownBy(() -> all(yaml + "}}}}}"))
                .isInstanceOf(MalformedGadgetException.class)
                .hasMessage("build data source all: " + fact);
    }

    @Test
    void aColumnCanShowAnotherFieldsValue() {
        DataSource source =
                all(
                        """
                        datasources:
                          all:
                            fields:
                              u16: {annotations: {columns.replace: text, columns.width: 33}}
                        """);
        Column shown = TestObjects.field(source, "text").column();
        assertThat(shown.header()).isEqualTo("U16");
        assertThat(shown.width()).isEqualTo(33);
        assertThat(shown.hidden()).isFalse();
        assertThat(TestObjects.field(source, "u16").column().hidden()).isTrue();
        assertThat(defaultHeaders(source).subList(3, 7)).containsExactly("U8", "S8", "U16", "S16");
        assertThat(defaultHeaders(source)).doesNotContain("TEXT");
    }

    @Test
    void timesHaveTheLayoutOfTheAuthor() {
        DataSource source =
                all(
                        "datasources: {all: {fields: {timestamp_raw: {annotations:"
                                + " {formatters.timestamp.format: \"15:04\"}}}}}");
        assertThat(TestObjects.field(source, "timestamp").type())
                .isInstanceOfSatisfying(
                        FieldType.LaidOutTime.class,
                        time -> assertThat(time.layout().parts()).hasSize(3));
    }

    @Test
    void bitFieldsAreRefused() {
        assertThatThrownBy(() -> TestObjects.gadget("bitfield", ""))
                .isInstanceOf(MalformedGadgetException.class)
                .hasMessage(
                        "build data source bits: field narrow is a bit field"
                                + " (a name that begins with __ leaves it out)");
    }
}
