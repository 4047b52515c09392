// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.gadget.GadgetSpec;
import dev.jig.gadget.MalformedGadgetException;
import dev.jig.gadget.TestObjects;
import dev.jig.gadget.metadata.GadgetMetadata;
import dev.jig.gadget.metadata.MetadataReader;
import dev.jig.gadget.schema.FieldType.StackPart;
import dev.jig.gadget.schema.FieldType.UserStack;
import dev.jig.object.ObjectSpec;
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
    void stacksAreReadable() {
        DataSource call =
                GadgetSpec.of(
                                "stacks",
                                TestObjects.ofHeaders("stacks"),
                                MetadataReader.read("gadget.yaml", ""))
                        .dataSources()
                        .getFirst();
        List<Field> readable =
                call.fields().stream().filter(f -> f.type() instanceof UserStack).toList();
        assertThat(readable)
                .extracting(Field::name)
                .containsExactly("ustack.addresses", "ustack.buildid", "ustack.symbols");
        int start = call.recordSize() - 80;
        assertThat(readable.getLast().type())
                .isEqualTo(
                        new UserStack(
                                start + 28, start + 48, start + 32, start + 40, StackPart.SYMBOLS));
        assertThat(readable).allMatch(field -> field.column().hidden() && field.inJson());
    }

    @Test
    void stacksNeedTheirMap() {
        ObjectSpec object = TestObjects.ofHeaders("stacks");
        GadgetMetadata metadata = MetadataReader.read("gadget.yaml", "");
        ObjectSpec other = object.withMap(object.map("ig_ustack").withSizes(8, 8));
        assertThatThrownBy(() -> GadgetSpec.of("stacks", other, metadata))
                .isInstanceOf(MalformedGadgetException.class)
                .hasMessage(
                        "open gadget stacks: field ustack.addresses is a stack and the object has"
                                + " no stack map ig_ustack (gadget/user_stack_map.h has it)");
    }

    private static DataSource annotated(String annotations) {
        return all("datasources: {all: {annotations: {" + annotations + "}}}");
    }

    @Test
    void annotationsMakeFields() {
        DataSource made =
                annotated(
                        "env.fields.node.name: NODE_NAME, ebpf.rest.name: tail, ebpf.rest.len:"
                                + " U32");
        assertThat(TestObjects.field(made, "node.name").type())
                .isEqualTo(new FieldType.Environment("NODE_NAME"));
        assertThat(TestObjects.field(made, "tail").type())
                .isEqualTo(
                        new FieldType.Rest(
                                made.recordSize(),
                                32 << 10,
                                (FieldType.Whole) TestObjects.field(made, "u32").type()));
        assertThat(TestObjects.field(annotated("ebpf.rest.name: tail"), "tail").type())
                .isEqualTo(new FieldType.Rest(made.recordSize(), 32 << 10, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "env.fields.proc: HOME | field \"proc\" is there already, or has no name",
                "env.fields.u32.more: HOME | field \"u32.more\" is there already, or has no name",
                "ebpf.rest.name: u32 | field \"u32\" is there already, or has no name",
                "'ebpf.rest.name: tail, ebpf.rest.len: text' | ebpf.rest.len \"text\" is no number"
                        + " of the structure",
            })
    void annotationsMakeNoOddFields(String annotations, String fact) {
        assertThatThrownBy(() -> annotated(annotations))
                .isInstanceOf(MalformedGadgetException.class)
                .hasMessage("build data source all: " + fact);
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
