// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.FieldType.Text;
import dev.jig.gadget.schema.FieldType.TextList;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What traced programs put into names and arguments to fool whoever looks.
class StringsTest {
    private static final int CAPACITY = 61;

    private static String print(OutputMode mode, byte[] text) {
        DataSource source =
                Schemas.source(
                        "test", CAPACITY, List.of(Schemas.field("x", new Text(0, CAPACITY))));
        TestRecord record = new TestRecord(CAPACITY);
        for (int i = 0; i < text.length; i++) {
            record.u8(i, text[i]);
        }
        return record.print(mode, source);
    }

    private static String json(String text) {
        String line = print(OutputMode.JSON, text.getBytes(StandardCharsets.UTF_8));
        return line.substring("{\"x\":".length(), line.length() - "}\n".length());
    }

    private static String yaml(String text) {
        String document = print(OutputMode.YAML, text.getBytes(StandardCharsets.UTF_8));
        return document.substring("---\nx: ".length(), document.length() - 1);
    }

    private static String cell(byte[] text) {
        return print(OutputMode.COLUMNS, text).stripTrailing();
    }

    private static String cell(String text) {
        return cell(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void jsonEscapesQuotesBackslashesAndControls() {
        assertThat(json("a\"b\\c\n\r\t\u0001\u001b[2J\u007f"))
                .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u0001\\u001b[2J\\u007f\"");
        assertThat(json("/etc/é €😀")).isEqualTo("\"/etc/é €😀\"");
        assertThat(json("")).isEqualTo("\"\"");
        assertThat(json("exactly8")).isEqualTo("\"exactly8\"");
        assertThat(json("exactly sixteen!")).isEqualTo("\"exactly sixteen!\"");
    }

    @Test
    void aStringMayFillItsField() {
        String text = "x".repeat(CAPACITY);
        assertThat(json(text)).isEqualTo("\"" + text + "\"");
        assertThat(yaml(text)).isEqualTo(text);
        assertThat(cell(text)).isEqualTo(text);
    }

    @Test
    void whatActsOnTerminalsIsEscapedInJsonToo() {
        assertThat(json("\u009b31m\u202egnp.exe\u2066\u2028\ufeff\u200f"))
                .isEqualTo("\"\\u009b31m\\u202egnp.exe\\u2066\\u2028\\ufeff\\u200f\"");
    }

    @ParameterizedTest
    @CsvSource({
        "80, �",
        "c3 28, �(",
        "e2 82, �",
        "e2 82 41, �A",
        "f0 9f 98, �",
        "f0 9f 98 80, 😀",
        "c0 af, ��",
        "e0 80 af, ���",
        "ed a0 80, ���",
        "f4 90 80 80, ����",
        "f8 88, ��",
        "ff fe 41, ��A",
        "41 80 42, A�B",
    })
    void invalidUtf8BecomesReplacementCharacters(String hex, String expected) {
        byte[] text = java.util.HexFormat.ofDelimiter(" ").parseHex(hex);
        assertThat(print(OutputMode.JSON, text)).isEqualTo("{\"x\":\"" + expected + "\"}\n");
    }

    /// The escapes published with CVE-2026-25996 and its kin: erase the line, go up, set the title,
    /// write the clipboard, hyperlinks, 8-bit CSI.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2K\u001b[1A\u001b[2K\rinnocent",
                "\u001b]0;owned\u0007",
                "\u001b]52;c;ZXZpbA==\u0007",
                "\u001b]8;;http://evil\u001b\\click\u001b]8;;\u001b\\",
                "\u009b2J\u009d0;x\u009c",
                "\u001bP+q544e\u001b\\",
                "\b\b\b\bhidden\u007f",
                "user\u202exslx.\u2066exe\u2069",
                "a\u2028b\u2029c\u0085d",
            })
    void noEscapeSequenceReachesTheScreen(String text) {
        for (OutputMode mode : List.of(OutputMode.JSON, OutputMode.COLUMNS, OutputMode.YAML)) {
            String printed = print(mode, text.getBytes(StandardCharsets.UTF_8));
            assertThat(printed.replace("\n", "").chars().filter(Character::isISOControl)).isEmpty();
            assertThat(printed).doesNotContainPattern("[\u202a-\u202e\u2066-\u2069\u2028\u2029]");
        }
    }

    @Test
    void cellsSpellWhatHasNoPicture() {
        assertThat(cell("a\u001b[31mb\u0007\b\t\n\u000b\f\r\\c\u007f"))
                .endsWith("a\\x1b[31mb\\a\\b\\t\\n\\v\\f\\r\\\\c\\x7f");
        assertThat(cell("a\u00a0b\u202ec\u200bd\ue000"))
                .isEqualTo("a\\u00a0b\\u202ec\\u200bd\\ue000");
        assertThat(cell("\udb40\udc01")).isEqualTo("\\U000e0001");
        assertThat(cell("é€😀 \"quoted\"")).isEqualTo("é€😀 \"quoted\"");
        assertThat(cell(bytes('a', 0x80, 0xed, 0xa0, 0x80, 'b')))
                .isEqualTo("a\\x80\\xed\\xa0\\x80b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bash",
                "/usr/bin/ls",
                "kworker/0-events",
                "a b",
                "x=1",
                "_private",
                "user@host",
                "True1",
                "trues",
                "nulls"
            })
    void yamlLeavesPlainStringsAsTheyAre(String text) {
        assertThat(yaml(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " a", "a ", "true", "TRUE", "No", "y", "null", "~", "1", "1e3", "0x1f", "-",
                        "- a",
                "a: b", "a:", "a #b", "#a", "[a]", "{a}", "*a", "&a", "!a", "|", ">", "%a", "@a",
                        "`a`",
                "'a'", "\"a\"", "a,b", "?", "2026-11-21", "é", ".inf", "=", "<<", "off"
            })
    void yamlQuotesWhatCouldBeTakenForSomethingElse(String text) {
        assertThat(yaml(text)).isEqualTo("\"" + text.replace("\"", "\\\"") + "\"");
    }

    private static String words(String... words) {
        byte[] joined = String.join("\0", words).getBytes(StandardCharsets.UTF_8);
        TextList list = new TextList(0, joined.length, null);
        DataSource source =
                Schemas.source("test", joined.length, List.of(Schemas.field("x", list)));
        return TestRecord.of(joined).print(OutputMode.COLUMNS, source).stripTrailing();
    }

    @Test
    void listsAreWordsOfAShell() {
        assertThat(words("/bin/sh", "-c", "echo hi; exit", ""))
                .isEqualTo("/bin/sh -c 'echo hi; exit'");
        assertThat(words("a", "", "b")).isEqualTo("a '' b");
        assertThat(words("don't", "~", "$HOME", "a\\b", "x*"))
                .isEqualTo("'don'\\''t' '~' '$HOME' 'a\\b' 'x*'");
        assertThat(words("naïve", "\u001b[2J", "it's\n", "\u00a0"))
                .isEqualTo("naïve $'\\x1b[2J' $'it\\'s\\n' $'\\u00a0'");
    }

    @Test
    void aShellReadsTheWordsBack() throws Exception {
        String[] words = {"plain", "it's", "a\tb\u001b[0m\\", "\u202e", "é$(id)`id`", "-n", "!!"};
        Process shell = new ProcessBuilder("bash", "-c", "printf '%s\\n' " + words(words)).start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).isEqualTo(String.join("\n", words) + "\n");
    }

    @Test
    void foreignNamesAreEscaped() {
        TestNames names = TestNames.utc().user(7, "ev\"il\u001b\u202e");
        DataSource source =
                Schemas.source(
                        "test",
                        4,
                        List.of(
                                Schemas.field(
                                        "u", new dev.jig.gadget.schema.FieldType.UserName(0))));
        TestRecord record = new TestRecord(4).u32(0, 7);
        assertThat(record.print(OutputMode.JSON, source, names))
                .isEqualTo("{\"u\":\"ev\\\"il\\u001b\\u202e\"}\n");
        assertThat(record.print(OutputMode.COLUMNS, source, names).strip())
                .isEqualTo("ev\"il\\x1b\\u202e");
    }
}
