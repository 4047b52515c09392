// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.schema.Column.Ellipsis;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.Field;
import dev.jig.gadget.schema.FieldType.Real;
import dev.jig.gadget.schema.FieldType.Text;
import dev.jig.gadget.schema.FieldType.WholeList;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsPrinterTest {
    private static String table(DataSource source, Terminal terminal, TestRecord... records) {
        try (Capture capture = new Capture();
                EventPrinter printer = open(source, terminal, capture)) {
            printer.start();
            for (TestRecord record : records) {
                print(printer, record);
            }
            return capture.text();
        }
    }

    private static EventPrinter open(DataSource source, Terminal terminal, Capture capture) {
        List<Field> fields = FieldSelection.DEFAULT.fields(source, OutputMode.COLUMNS);
        return EventPrinter.open(
                source, OutputMode.COLUMNS, fields, TestNames.utc(), capture.buffer(), terminal);
    }

    private static void print(EventPrinter printer, TestRecord record) {
        record.in((memory, offset, length) -> {
            printer.event(memory, offset, length);
            return true;
        });
    }

    private static String batches(Map<String, String> annotations, Terminal terminal) {
        DataSource signal = Schemas.signal();
        DataSource source =
                new DataSource("test", "", signal.recordSize(), signal.fields(), annotations);
        try (Capture capture = new Capture();
                EventPrinter printer = open(source, terminal, capture)) {
            printer.start();
            printer.batch();
            printer.batch();
            return capture.text().replaceAll("COMM.*", "head");
        }
    }

    @Test
    void eachReadingHasAHeading() {
        Map<String, String> clears = Map.of("cli.clear-screen-before", "true");
        assertThat(batches(Map.of(), Terminal.NONE)).isEqualTo("head\nhead\n");
        assertThat(batches(clears, Terminal.NONE)).isEqualTo("head\nhead\n");
        assertThat(batches(Map.of(), new Terminal(99, false))).isEqualTo("head\nhead\n");
        String clear = "\u001b[H\u001b[2J";
        assertThat(batches(clears, new Terminal(99, false)))
                .isEqualTo("head\n" + clear + "head\n" + clear + "head\n");
    }

    @Test
    void headingsAndRowsStandInColumns() {
        TestRecord failed = TestRecord.signal().u32(76, 9).u32(80, -3);
        assertThat(table(Schemas.signal(), Terminal.NONE, TestRecord.signal(), failed))
                .isEqualTo(
                        """
                        COMM                 PID     TID    TPID SIG        ERROR
                        bash                4242    4242    4243 SIGTERM
                        bash                4242    4242    4243 SIGKILL    ESRCH
                        """);
    }

    @Test
    void nothingIsCutOffTerminals() {
        String longest = "a-very-long-argument-that-no-column-has-room-for";
        assertThat(table(Schemas.exec(), Terminal.NONE, TestRecord.exec("ls", longest, "x y")))
                .isEqualTo(
                        """
                        COMM                 PID     TID   TTY ARGS             ERROR
                        bash                4242    4242 34816 ls %s 'x y' ENOENT
                        """
                                .formatted(longest));
    }

    @Test
    void rowsFitTheTerminal() {
        TestRecord record = TestRecord.exec("/usr/bin/find", "/", "-name", "core", "-delete");
        for (int width = 60; width < 200; width += 7) {
            String table = table(Schemas.exec(), new Terminal(width, false), record);
            int limit = width;
            assertThat(table.lines()).allMatch(line -> line.length() <= limit);
        }
        assertThat(table(Schemas.exec(), new Terminal(60, false), record))
                .contains("/usr/bin/find /… ENO…");
    }

    @Test
    void headingsAreBoldInColour() {
        assertThat(table(Schemas.signal(), new Terminal(80, true)))
                .startsWith("\u001b[1mCOMM")
                .endsWith("ERROR\u001b[0m\n");
    }

    @Test
    void colourIsAMatterOfTheEnvironment() {
        assertThat(Terminal.of(80, Map.of()).colour()).isTrue();
        assertThat(Terminal.of(80, Map.of("NO_COLOR", "")).colour()).isTrue();
        assertThat(Terminal.of(80, Map.of("NO_COLOR", "1")).colour()).isFalse();
        assertThat(Terminal.of(80, Map.of("TERM", "dumb")).colour()).isFalse();
    }

    @Test
    void aNewWidthCountsFromTheNextEventAndBringsTheHeadingAgain() {
        try (Capture capture = new Capture();
                EventPrinter printer = open(Schemas.signal(), new Terminal(64, false), capture)) {
            printer.start();
            print(printer, TestRecord.signal());
            printer.resize(100);
            print(printer, TestRecord.signal());
            print(printer, TestRecord.signal());
            List<String> lines = capture.text().lines().toList();
            assertThat(lines).hasSize(5);
            assertThat(lines.get(0).replaceAll(" +", " "))
                    .isEqualTo(lines.get(2).replaceAll(" +", " "));
            assertThat(lines.get(2).length()).isGreaterThan(lines.get(0).length());
            assertThat(lines.get(3)).isEqualTo(lines.get(4));
        }
    }

    @Test
    void widthsElsewhereDoNotChange() {
        try (Capture capture = new Capture();
                EventPrinter printer = open(Schemas.signal(), Terminal.NONE, capture)) {
            printer.resize(20);
            print(printer, TestRecord.signal());
            assertThat(capture.text())
                    .isEqualTo("bash                4242    4242    4243 SIGTERM\n");
        }
    }

    private static String cell(String text, int width, Ellipsis ellipsis) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Field field =
                Schemas.field(
                        "x",
                        "",
                        new Text(0, utf8.length),
                        Schemas.column("X", width).fixed().cut(ellipsis));
        DataSource source = Schemas.source("test", utf8.length, List.of(field));
        String table = table(source, new Terminal(200, false), TestRecord.of(utf8));
        return table.lines().skip(1).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "Demo1234, 4, END, Dem…",
        "Demo1234, 4, START, …234",
        "Demo1234, 4, MIDDLE, De…4",
        "Demo1234, 5, MIDDLE, De…34",
        "Demo1234, 4, NONE, Demo",
        "Demo1234, 8, END, Demo1234",
        "Demo1234, 1, END, …",
        "Demo1234, 1, MIDDLE, …",
        "äöüßÄÖÜẞ, 4, END, äöü…",
        "äöüßÄÖÜẞ, 4, START, …ÖÜẞ",
        "äöüßÄÖÜẞ, 5, MIDDLE, äö…Üẞ",
        "äöüß, 4, END, äöüß",
        "日本語, 6, END, 日本語",
        "日本語, 5, END, 日本…",
        "日本語, 4, END, 日…",
        "日本語, 4, START, …語",
        "e\u0301e\u0301e\u0301, 3, END, e\u0301e\u0301e\u0301",
        "e\u0301e\u0301e\u0301, 2, END, e\u0301…",
        "😀😀, 3, END, 😀…",
    })
    void valuesAreCutByCharacters(String text, int width, Ellipsis ellipsis, String expected) {
        assertThat(cell(text, width, ellipsis)).isEqualTo(expected);
    }

    @Test
    void escapesComeBeforeTheCut() {
        assertThat(cell("\u001b[31mred", 6, Ellipsis.END)).isEqualTo("\\x1b[…");
        assertThat(cell("abc\u202edef", 5, Ellipsis.END)).isEqualTo("abc\\…");
    }

    @Test
    void wideCharactersTakeTwoCells() {
        byte[] utf8 = "日本\0\0\0\0ab\0\0".getBytes(StandardCharsets.UTF_8);
        List<Field> fields =
                List.of(
                        Schemas.field("x", "", new Text(0, 8), Schemas.column("X", 6)),
                        Schemas.field("y", "", new Text(10, 4), Schemas.column("Y", 6).right()));
        assertThat(
                        table(
                                Schemas.source("test", utf8.length, fields),
                                Terminal.NONE,
                                TestRecord.of(utf8)))
                .isEqualTo("X           Y\n日本       ab\n");
    }

    @Test
    void numbersAreInTheFormOfTheirColumn() {
        List<Field> fields =
                List.of(
                        Schemas.field("h", "", Schemas.u32(0), Schemas.column("H", 8).inHex()),
                        Schemas.field("r", "", new Real(8, 8), Schemas.column("R", 8).right()),
                        Schemas.field(
                                "l", "", new WholeList(0, 2, false, 3), Schemas.column("L", 8)));
        TestRecord record =
                new TestRecord(16).u32(0, 0xdeadbeef).u64(8, Double.doubleToLongBits(2.71828));
        assertThat(table(Schemas.source("test", 16, fields), Terminal.NONE, record))
                .isEqualTo(
                        """
                        H               R L
                        0xdeadbeef     2.72 48879 57005 0
                        """);
    }

    @Test
    void lostEventsHaveNoPlaceInATable() {
        try (Capture capture = new Capture();
                EventPrinter printer = open(Schemas.signal(), Terminal.NONE, capture)) {
            assertThat(printer.lost(1, 1)).isFalse();
            assertThat(capture.text()).isEmpty();
        }
    }
}
