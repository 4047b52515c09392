// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.gadget.UsageException;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.gadget.schema.FieldType.Real;
import dev.jig.gadget.schema.FieldType.Text;
import dev.jig.gadget.schema.FieldType.TextList;
import dev.jig.gadget.schema.FieldType.WholeList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentPrinterTest {
    @Test
    void jsonIsOneLineWithKeysSortedAtEachLevel() {
        assertThat(TestRecord.signal().print(OutputMode.JSON, Schemas.signal()))
                .isEqualTo(
                        "{\"error\":\"\",\"error_raw\":0,\"proc\":{\"comm\":\"bash\",\"creds\":{"
                                + "\"gid\":1001,\"group\":\"gid:1001\",\"uid\":1000,"
                                + "\"user\":\"ann\"},\"mntns_id\":4026531841,\"parent\":{"
                                + "\"comm\":\"sshd\",\"pid\":4000,\"tid\":4000},\"pid\":4242,"
                                + "\"tid\":4242},\"sig\":\"SIGTERM\",\"sig_raw\":15,"
                                + "\"timestamp\":\"2026-11-21T04:00:05.000000123Z\","
                                + "\"timestamp_raw\":1795233605000000123,\"tpid\":4243}\n");
    }

    @Test
    void prettyJsonHasTwoSpacesALevel() {
        assertThat(TestRecord.exec("ls", "-l").print(OutputMode.JSONPRETTY, small()))
                .isEqualTo(
                        """
                        {
                          "args": [
                            "ls",
                            "-l"
                          ],
                          "proc": {
                            "comm": "bash",
                            "parent": {
                              "comm": "sshd"
                            }
                          }
                        }
                        """);
    }

    @Test
    void yamlIsADocumentAnEvent() {
        assertThat(TestRecord.exec("ls", "-l", "", "a: b").print(OutputMode.YAML, small()))
                .isEqualTo(
                        """
                        ---
                        args:
                        - ls
                        - "-l"
                        - ""
                        - "a: b"
                        proc:
                          comm: bash
                          parent:
                            comm: sshd
                        """);
    }

    @Test
    void emptyListsStandOnOneLineInEveryMode() {
        assertThat(TestRecord.exec().print(OutputMode.JSON, small())).contains("\"args\":[],");
        assertThat(TestRecord.exec().print(OutputMode.JSONPRETTY, small()))
                .contains("\"args\": [],");
        assertThat(TestRecord.exec().print(OutputMode.YAML, small())).contains("args: []\n");
    }

    private static DataSource small() {
        List<String> names = List.of("proc.comm", "proc.parent.comm", "args");
        List<Field> fields =
                Schemas.exec().fields().stream().filter(f -> names.contains(f.name())).toList();
        return Schemas.source("exec", Schemas.EXEC_BYTES, fields);
    }

    @Test
    void helperFieldsAreNotInJson() {
        assertThat(TestRecord.exec("ls").print(OutputMode.JSON, Schemas.exec()))
                .contains("\"args\":[\"ls\"]")
                .doesNotContain("args_size");
    }

    @Test
    void noneIsSilent() {
        assertThat(TestRecord.signal().print(OutputMode.NONE, Schemas.signal())).isEmpty();
    }

    @Test
    void numbersKeepAllTheirBits() {
        TestRecord record = new TestRecord(64).u64(0, -1);
        assertThat(record.json(new dev.jig.gadget.schema.FieldType.Whole(0, 8, false)))
                .isEqualTo("18446744073709551615");
        assertThat(record.json(new dev.jig.gadget.schema.FieldType.Whole(0, 8, true)))
                .isEqualTo("-1");
        assertThat(record.json(new dev.jig.gadget.schema.FieldType.Whole(0, 2, false)))
                .isEqualTo("65535");
        assertThat(record.json(new dev.jig.gadget.schema.FieldType.Whole(0, 1, true)))
                .isEqualTo("-1");
        assertThat(record.json(new WholeList(0, 4, true, 3))).isEqualTo("[-1,-1,0]");
        assertThat(record.json(new WholeList(0, 4, true, 0))).isEqualTo("[]");
        assertThat(record.json(new dev.jig.gadget.schema.FieldType.Raw(4, 6)))
                .isEqualTo("\"ffffffff0000\"");
        assertThat(record.json(new dev.jig.gadget.schema.FieldType.Bool(7))).isEqualTo("true");
        assertThat(record.json(new dev.jig.gadget.schema.FieldType.Bool(8))).isEqualTo("false");
    }

    @Test
    void realsThatHaveNoDigitsAreNullInJsonAndWordsInYaml() {
        TestRecord record = new TestRecord(8).u64(0, Double.doubleToLongBits(Double.NaN));
        DataSource source = Schemas.source("test", 8, List.of(Schemas.field("x", new Real(0, 8))));
        assertThat(record.print(OutputMode.JSON, source)).isEqualTo("{\"x\":null}\n");
        assertThat(record.print(OutputMode.YAML, source)).isEqualTo("---\nx: .nan\n");
        record.u64(0, Double.doubleToLongBits(Double.NEGATIVE_INFINITY));
        assertThat(record.print(OutputMode.YAML, source)).isEqualTo("---\nx: -.inf\n");
    }

    @Test
    void shortRecordsReadAsZeros() {
        assertThat(TestRecord.signal().cut(20).print(OutputMode.JSON, Schemas.signal()))
                .contains("\"comm\":\"bash\"", "\"pid\":0", "\"sig\":\"signal#0\"");
        assertThat(TestRecord.signal().cut(0).print(OutputMode.JSON, Schemas.signal()))
                .contains("\"comm\":\"\"");
    }

    @Test
    void aListEndsWithItsRecordWhateverItClaims() {
        TestRecord record = TestRecord.exec("ls", "-l").cut(Schemas.EXEC_ARGS + 5).u32(88, 5000);
        assertThat(record.print(OutputMode.JSON, small())).contains("\"args\":[\"ls\",\"-l\"]");
        record.cut(Schemas.EXEC_ARGS + 4);
        assertThat(record.print(OutputMode.JSON, small())).contains("\"args\":[\"ls\",\"-\"]");
        record.cut(Schemas.EXEC_ARGS - 4);
        assertThat(record.print(OutputMode.JSON, small())).contains("\"args\":[]");
        record.u32(88, -1).cut(Schemas.EXEC_ARGS + 2);
        assertThat(record.print(OutputMode.JSON, small())).contains("\"args\":[\"ls\"]");
    }

    @Test
    void emptyStringsOfAListAreKept() {
        assertThat(TestRecord.exec("", "a", "", "").print(OutputMode.JSON, small()))
                .contains("\"args\":[\"\",\"a\",\"\",\"\"]");
    }

    @Test
    void aListWithoutLengthGoesToTheRecordsEnd() {
        TextList list = new TextList(4, 60, null);
        assertThat(
                        TestRecord.of(
                                        "\0\0\0\0ab\0c"
                                                .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .json(list))
                .isEqualTo("[\"ab\",\"c\"]");
    }

    @Test
    void lostEventsCannotBeTakenForAnEvent() {
        assertThat(lost(OutputMode.JSON))
                .isEqualTo("{\"jig.lost\":{\"datasource\":\"signal\",\"lost\":12,\"total\":40}}\n");
        assertThat(lost(OutputMode.JSONPRETTY))
                .isEqualTo(
                        """
                        {
                          "jig.lost": {
                            "datasource": "signal",
                            "lost": 12,
                            "total": 40
                          }
                        }
                        """);
        assertThat(lost(OutputMode.YAML))
                .isEqualTo("---\njig.lost:\n  datasource: signal\n  lost: 12\n  total: 40\n");
    }

    private static String lost(OutputMode mode) {
        DataSource source = Schemas.signal();
        try (Capture capture = new Capture();
                EventPrinter printer =
                        EventPrinter.open(
                                source,
                                mode,
                                FieldSelection.DEFAULT.fields(source, mode),
                                TestNames.utc(),
                                capture.buffer(),
                                Terminal.NONE)) {
            assertThat(printer.lost(12, 40)).isTrue();
            return capture.text();
        }
    }

    @Test
    void aFieldBelowAFieldIsRefused() {
        DataSource source =
                Schemas.source(
                        "test",
                        8,
                        List.of(
                                Schemas.field("a", new Text(0, 4)),
                                Schemas.field("a.b", new Text(4, 4))));
        assertThatThrownBy(() -> new TestRecord(8).print(OutputMode.JSON, source))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("\"a.b\"");
    }

    @Test
    void aFieldOutsideAnyRecordIsRefused() {
        DataSource source = Schemas.source("test", 8, List.of(Schemas.field("a", new Text(-1, 4))));
        assertThatThrownBy(() -> new TestRecord(8).print(OutputMode.JSON, source))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stampsOfZeroAreOneMomentAnEvent() {
        String line = TestRecord.signal().u64(0, 0).print(OutputMode.JSON, Schemas.signal());
        assertThat(line)
                .contains("\"timestamp\":\"2026-11-21T04:00:00.000000077Z\"")
                .contains("\"timestamp_raw\":1795233600000000077");
    }
}
